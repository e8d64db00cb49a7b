// Every row asks three times and hardly ever needs it: the test is cheap, the replacement is not.
const CONTROL = /[\\\p{Cc}]/u
const NOT_IN_COLUMN = /[^a-zA-Z0-9.:^*$@!+_?|-]/
// Those of ASCII only: the specification forbids to escape more.
// oxlint-disable-next-line no-control-regex
const NOT_IN_VALUE = /[\u0000-\u001f\u007f%;=&,]/

const SHORT: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

/** Backslash escapes for backslashes and control characters. */
export function escapeControls(text: string): string {
  if (!CONTROL.test(text)) return text
  return text.replace(new RegExp(CONTROL, 'gu'), (symbol) => SHORT[symbol] ?? `\\x${hex(symbol.charCodeAt(0))}`)
}

/** Column 1 of GFF3. */
export function escapeGff3Column(text: string): string {
  if (text === '') return '.'
  return NOT_IN_COLUMN.test(text) ? percent(text, NOT_IN_COLUMN) : text
}

/** A value in column 9 of GFF3. */
export function escapeGff3Value(text: string): string {
  return NOT_IN_VALUE.test(text) ? percent(text, NOT_IN_VALUE) : text
}

function percent(text: string, what: RegExp): string {
  const encoder = new TextEncoder()
  return text.replace(new RegExp(what, 'gu'), (symbol) => Array.from(encoder.encode(symbol), (byte) => `%${hex(byte)}`).join(''))
}

function hex(byte: number): string {
  return byte.toString(16).toUpperCase().padStart(2, '0')
}
