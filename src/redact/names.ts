import type { RedactAddress } from './addresses.ts';
import type { RedactSid } from './sids.ts';
import type { Tokens } from './tokens.ts';
import { isEverybodys, isNoMachine, lastLabels, principalClasses } from './well-known.ts';

/** Pseudonyms of what somebody or some machine is called, in all the ways a log writes it. */
export interface Names {
  /** A machine or domain: `RDS01`, `rds01.corp.example:3389`, `\\DC01`, an address. */
  readonly host: (text: string) => string;
  /** Who: `alice`, `CORP\alice`, `alice@corp.example`, `RDS01$`, a SID, a name in the directory. */
  readonly user: (text: string) => string;
  /** Who a ticket or a connection is for: `TERMSRV/rds01`, `krbtgt/CORP`, a machine. */
  readonly target: (text: string) => string;
  /** Whom a certificate is for: `CN=rds01.corp.example, O=Corp`. */
  readonly subject: (text: string) => string;
  readonly url: (text: string) => string;
}

/** No name is longer, and what strangers wrote has no parts then: the work on them would grow with its square. */
export const LONGEST_NAME = 1000;

/** Makes the pseudonyms of names out of those of their parts, so that every way to write one stays recognisable. */
export function createNames(tokens: Tokens, address: RedactAddress, sid: RedactSid): Names {
  const label = (text: string): string => (isNoMachine(text) ? text : tokens.name('host', text));

  /** `rds01.corp.example`: label by label, that its first is the name by which others know the machine. */
  const labels = (text: string): string => {
    const parts = text.split('.');
    if (parts.some((part) => !/^[\p{L}\p{N}_-]{1,63}$/u.test(part))) return tokens.name('host', text);
    const isService = parts.some((part) => part.toLowerCase() === '_msdcs');
    return parts
      .map((part, i) => {
        if (part.startsWith('_') || (isService && /^(?:dc|pdc|gc|domains)$/i.test(part))) return part;
        const isLast = i === parts.length - 1 && i > 0;
        return isLast && lastLabels.has(part.toLowerCase()) ? part : label(part);
      })
      .join('.');
  };

  const host = (text: string): string => {
    const [, slashes = '', name = '', port = '', dot = ''] =
      /^(\\{0,2})(.*?)(:\d{1,5})?(\.?)$/s.exec(text) ?? [];
    if (isNoMachine(text) || isNoMachine(name)) return text;
    const [, bracketed = ''] = /^\[(.*)\]$/s.exec(name) ?? [];
    const inBrackets = address(bracketed);
    const plain = inBrackets === undefined ? (address(text) ?? address(name)) : `[${inBrackets}]`;
    if (plain !== undefined) return address(text) ?? `${slashes}${plain}${port}${dot}`;
    return `${slashes}${labels(name)}${port}${dot}`;
  };

  /** `CN=alice,CN=Users,DC=corp,DC=example`, in whatever order; what a value names is told by its key. */
  const distinguished = (text: string, ofName: (name: string) => string): string =>
    text.replace(
      /([a-z.\d]+)(\s*=\s*)("[^"]*"|(?:\\.|[^,;+\\])*)/gi,
      (_, key: string, equals: string, value: string) =>
        `${key}${equals}${ofPart(key, value.trim(), ofName)}`,
    );
  const ofPart = (key: string, value: string, ofName: (name: string) => string): string => {
    if (/^(?:users|computers|builtin|domain controllers)$/i.test(value)) return value;
    switch (key.toUpperCase()) {
      case 'CN':
        return ofName(value);
      case 'DC':
        return lastLabels.has(value.toLowerCase()) ? value : label(value);
      case 'E':
      case 'EMAIL':
        return user(value);
      default:
        return tokens.exact('text', value);
    }
  };
  /** Begins with a kind of name, or its number, which has dots. */
  const isDistinguished = (text: string): boolean => /^\s*(?:[a-z]{1,20}|\d+(?:\.\d+)+)\s*=/i.test(text);

  const user = (text: string): string => {
    if (isEverybodys(text)) return text;
    if (text.length > LONGEST_NAME) return tokens.name('user', text);
    const known = sid(text);
    if (known !== undefined) return known;
    if (isDistinguished(text)) return distinguished(text, (name) => tokens.name('user', name));
    const slash = text.indexOf('\\');
    if (slash >= 0) return `${domain(text.slice(0, slash))}\\${user(text.slice(slash + 1))}`;
    const at = text.lastIndexOf('@');
    if (at > 0) return `${user(text.slice(0, at))}@${host(text.slice(at + 1))}`;
    return text.endsWith('$') && text.length > 1 ? `${label(text.slice(0, -1))}$` : tokens.name('user', text);
  };
  const domain = (text: string): string => (isEverybodys(text) ? text : host(text));

  const target = (text: string): string => {
    if (text.length > LONGEST_NAME) return tokens.name('host', text);
    if (text.includes('/')) {
      const [head = '', ...rest] = text.split('/');
      const service = principalClasses.has(head.toLowerCase()) ? head : tokens.exact('text', head);
      return [service, ...rest.map(target)].join('/');
    }
    if (text.includes('\\') && !text.startsWith('\\\\')) return user(text);
    const at = text.lastIndexOf('@');
    if (at > 0) return `${host(text.slice(0, at))}@${host(text.slice(at + 1))}`;
    return text.endsWith('$') && text.length > 1 ? user(text) : (sid(text) ?? host(text));
  };

  return {
    host,
    user,
    target,
    subject: (text) =>
      text.length <= LONGEST_NAME && isDistinguished(text) ? distinguished(text, host) : host(text),
    url(text) {
      const [, scheme = '', authority = '', rest = ''] =
        /^([a-z][\w+.-]*:\/\/)?([^/?#]*)(.*)$/is.exec(text) ?? [];
      const tail = rest.length > 1 ? `/${tokens.exact('file', rest)}` : rest;
      return `${scheme}${host(authority)}${tail}`;
    },
  };
}
