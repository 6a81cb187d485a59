/** Marks a text as a style sheet, for those who read it and for the formatter. */
export const css: (text: TemplateStringsArray) => string = String.raw;
