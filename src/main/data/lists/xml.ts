const MARKS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A text as XML of a workbook: line breaks as in a cell, characters that XML does not take, and what looks like their spelling, as `_x000D_`. */
export function xmlText(text: string): string {
  return (
    text
      .replace(/\r\n?/g, '\n')
      .replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_')
      .replace(/[&<>"]/g, (mark) => MARKS[mark] as string)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters meant
      .replace(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g, (char) => `_x${code(char)}_`)
  );
}

function code(char: string): string {
  return char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
}
