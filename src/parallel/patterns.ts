// Patterns as they go to workers: plain records that own their memory, since posting a view posts all that is under it.
import type { NamedPattern, Pattern } from '../hamming/patterns.js'
import type { PreparedPattern, Sequence, Symbols } from '../sequence.js'

/** Patterns that were checked, as records of their own. */
export function ownedPatterns(patterns: Pattern | readonly Pattern[]): NamedPattern[] {
  const list = (Array.isArray(patterns) ? patterns : [patterns]) as readonly Pattern[]
  return list.map((pattern) => {
    const named = typeof pattern === 'object' && 'sequence' in pattern
    const { sequence, required } = named ? pattern : { sequence: pattern, required: undefined }
    return {
      sequence: owned(sequence),
      ...(required !== undefined && { required: typeof required === 'string' ? required : [...required] }),
    }
  })
}

function owned(sequence: Sequence | PreparedPattern): Sequence | PreparedPattern {
  if (typeof sequence === 'string') return sequence
  if (ArrayBuffer.isView(sequence)) return copyOf(sequence)
  const { kind, keys, alphabet, ambiguity } = sequence
  return { kind, keys: keys.slice(), alphabet, ambiguity }
}

/** Symbols in memory of their own, which may be given away. Not by `slice`: that of a Buffer shares the memory. */
function copyOf(symbols: Symbols): Symbols {
  return symbols instanceof Uint8Array ? new Uint8Array(symbols) : symbols.slice()
}

export function lengthOf({ sequence }: NamedPattern): number {
  // an array has "keys" too
  return typeof sequence === 'object' && 'kind' in sequence ? sequence.keys.length : sequence.length
}

/** Positions that must match, in a pattern that was checked. */
export function requiredOf({ required = '' }: NamedPattern): number {
  return typeof required === 'string' ? required.replaceAll('.', '').length : new Set(required).size
}
