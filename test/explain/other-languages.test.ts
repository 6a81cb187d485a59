import { describe, expect, test } from 'vitest';
import { explainText } from '../../src/explain.ts';
import { translations } from '../../src/explain/other-languages.ts';
import { loadPatterns } from '../support/load-patterns.ts';

const packs = [loadPatterns()];
const phrasesOf = (text: string) => explainText(text, { packs }).phrases.map(({ id, basis }) => [id, basis]);

describe('dialogs in other languages', () => {
  test.each([
    [
      'Remotedesktop kann aus einem der folgenden Gründe keine Verbindung mit dem Remotecomputer herstellen: 1) Der Remotezugriff auf den Server ist nicht aktiviert 2) Der Remotecomputer ist ausgeschaltet 3) Der Remotecomputer ist im Netzwerk nicht verfügbar',
      'cannot-connect',
    ],
    ['Der Remotezugriff auf den Server ist nicht aktiviert', 'cannot-connect', 'documented'],
    [
      'Le Bureau à distance ne peut pas se connecter à l’ordinateur distant pour l’une des raisons suivantes : 1) L’accès à distance au serveur n’est pas activé 2) L’ordinateur distant est éteint',
      'cannot-connect',
    ],
    ["L'accès à distance au serveur n'est pas activé", 'cannot-connect', 'documented'],
    [
      'Escritorio remoto no puede conectarse al equipo remoto por uno de estos motivos: 1) No está habilitado el acceso remoto al servidor 2) El equipo remoto está apagado',
      'cannot-connect',
    ],
    ['No está habilitado el acceso remoto al servidor.', 'cannot-connect', 'documented'],
    ['Das Benutzerkonto ist gesperrt', 'account-locked'],
    [
      'Die Verbindung wurde verweigert, da das Benutzerkonto nicht für die Remoteanmeldung autorisiert ist.',
      'not-authorized',
      'inferred',
    ],
    [
      'Um sich remote anzumelden, benötigen Sie das Recht zum Anmelden über Remotedesktopdienste.',
      'not-authorized',
    ],
    ["Échec de la tentative d'ouverture de session", 'credentials-refused', 'inferred'],
    [
      'Die Anmeldung des Dienstes „Benutzerprofildienst“ ist fehlgeschlagen.',
      'profile-not-loaded',
      'inferred',
    ],
    [
      'Der Computer kann keine Verbindung mit dem Remotecomputer herstellen, da die Adresse des Remotedesktop-Gatewayservers nicht erreichbar oder falsch ist.',
      'dialog-0x300000C',
      'inferred',
    ],
  ])('%s', (text, id, basis?: string) => {
    const found = phrasesOf(text);
    expect(found.map(([one]) => one)).toEqual([id]);
    if (basis !== undefined) expect(found[0]?.[1]).toBe(basis);
  });

  test('stand for a dialog that there is, and each of their keys for it alone', () => {
    for (const { id, keys } of translations)
      for (const key of keys)
        expect(
          phrasesOf(key).map(([one]) => one),
          key,
        ).toEqual([id]);
  });
});
