// The vocabulary of argument checks: TypeError for the wrong kind, RangeError for the wrong value, always `"name" expected ..., got ...`.

const SHOWN = 40

/** A short picture of a value for an error message. */
export function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value)
  if (Array.isArray(value)) return `an array of length ${value.length}`
  if (ArrayBuffer.isView(value)) return `${value.constructor.name} of length ${(value as Uint8Array).length ?? value.byteLength}`
  if (typeof value === 'function') return 'a function'
  if (typeof value === 'object' && value !== null) return `an object of kind ${value.constructor?.name ?? 'null prototype'}`
  return typeof value === 'bigint' ? `${value}n` : String(value)
}

export function wrongKind(name: string, expected: string, got: unknown): TypeError {
  return new TypeError(`"${name}" expected ${expected}, got ${show(got)}`)
}

export function wrongValue(name: string, expected: string, got: unknown): RangeError {
  return new RangeError(`"${name}" expected ${expected}, got ${show(got)}`)
}

/** An integer in [least, most]. */
export function integer(name: string, value: unknown, least: number, most = Number.MAX_SAFE_INTEGER): number {
  const expected = most === Number.MAX_SAFE_INTEGER ? `an integer >= ${least}` : `an integer in [${least}, ${most}]`
  if (typeof value !== 'number') throw wrongKind(name, expected, value)
  if (!Number.isInteger(value) || value < least || value > most) throw wrongValue(name, expected, value)
  return value
}

/** A number strictly between 0 and 1. */
export function fraction(name: string, value: unknown): number {
  if (typeof value !== 'number') throw wrongKind(name, 'a number between 0 and 1', value)
  if (!(value > 0 && value < 1)) throw wrongValue(name, 'a number between 0 and 1', value)
  return value
}

/** One of a few words. */
export function oneOf<T extends string>(name: string, value: unknown, words: readonly T[]): T {
  const expected = `one of ${words.map((word) => `'${word}'`).join(', ')}`
  if (typeof value !== 'string') throw wrongKind(name, expected, value)
  if (!words.includes(value as T)) throw wrongValue(name, expected, value)
  return value as T
}

/** An options record; undefined stands for none. */
export function record(name: string, value: unknown): Record<string, unknown> {
  if (value === undefined) return {}
  if (typeof value !== 'object' || value === null || Array.isArray(value) || ArrayBuffer.isView(value)) {
    throw wrongKind(name, 'an object', value)
  }
  return value as Record<string, unknown>
}
