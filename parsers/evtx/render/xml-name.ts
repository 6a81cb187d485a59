const NAME = /^[A-Za-z_][\w.:-]*$/;

/** A name as XML allows it: real logs have no other, a forged one could close the tag. */
export function xmlName(name: string): string {
  if (NAME.test(name)) return name;
  const cleaned = name.replaceAll(/[^\w.:\-\u00b7-\uffff]|[\ud800-\uffff]/g, '_');
  return /^[A-Za-z_]/.test(cleaned) ? cleaned : `_${cleaned}`;
}
