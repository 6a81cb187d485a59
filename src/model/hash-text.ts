/** 64 bits of a mixing hash in two 32-bit lanes, as 16 hex digits: stable, fast, and no secret. */
export function hashText(text: string): string {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x9e3779b1);
    b = Math.imul(b ^ unit, 0x5f356495);
  }
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35);
  b = Math.imul(b ^ (b >>> 16), 0x85ebca6b) ^ Math.imul(a ^ (a >>> 13), 0xc2b2ae35);
  const hex = (value: number): string => (value >>> 0).toString(16).padStart(8, '0');
  // Joined, not added: what is added is held in three pieces, and millions of ids are held.
  return [hex(a), hex(b)].join('');
}
