import { answer } from './style/answer.ts';
import { causes } from './style/causes.ts';
import { media } from './style/media.ts';
import { pictures } from './style/pictures.ts';
import { tables } from './style/tables.ts';
import { text } from './style/text.ts';
import { tokens } from './style/tokens.ts';

/** How a page looks: on a screen of any width, by day and by night, and on paper. What comes later weighs more. */
export const style: string = [tokens, text, answer, causes, pictures, tables, media]
  .join('')
  .replace(/\s+/g, ' ')
  .trim();
