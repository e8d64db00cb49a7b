// Numbers as the page writes them.

const whole = new Intl.NumberFormat('en')

export function count(value: number): string {
  return whole.format(value)
}

const few = new Intl.NumberFormat('en', { notation: 'compact' })

/** "1.5M". */
export function compact(value: number): string {
  return few.format(value)
}

/** "1 hit", "2 hits". */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`
}

/** Three significant digits. */
export function short(value: number): string {
  if (value === 0) return '0'
  return Math.abs(value) >= 1000 || Math.abs(value) < 0.001 ? value.toExponential(1) : String(Number(value.toPrecision(3)))
}

export function duration(milliseconds: number): string {
  if (milliseconds >= 1000) return `${short(milliseconds / 1000)} s`
  return milliseconds >= 1 ? `${short(milliseconds)} ms` : `${short(milliseconds * 1000)} µs`
}

const SIZES = ['B', 'kB', 'MB', 'GB'] as const

export function size(bytes: number): string {
  const power = Math.min(SIZES.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3))
  return `${short(Math.round(bytes / 1000 ** power * 100) / 100)} ${SIZES[power]}` // prettier-ignore
}

/** Letters a second. */
export function rate(symbols: number, milliseconds: number): string {
  const perSecond = (1000 * symbols) / Math.max(milliseconds, 1e-3)
  return perSecond >= 1e9 ? `${short(perSecond / 1e9)} billion letters a second` : `${short(perSecond / 1e6)} million letters a second`
}
