// What is being looked at, in the address behind '#': links and reloads come back to it, and no server is ever sent that part.

export const DEFAULTS = {
  tab: 'search',
  sample: 'lambda',
  text: '',
  patterns: 'GCACCGGCACCGCTGGCTGC',
  k: '5',
  alphabet: 'dna',
  ambiguity: 'certain',
  strands: 'both',
  epsilon: '',
} as const

export type Address = { readonly [K in keyof typeof DEFAULTS]: string }

/** What is longer stays out of the address: its place there is empty, and so will the field be. */
const LONGEST = 4000

export function parseAddress(fragment: string): Address {
  const given = new URLSearchParams(fragment.replace(/^#/, ''))
  const read = (name: keyof Address): string => given.get(name) ?? DEFAULTS[name]
  // a text of one's own takes the place of the sample
  const sample = given.get('sample') ?? (given.has('text') ? '' : DEFAULTS.sample)
  return {
    tab: read('tab'),
    sample,
    text: read('text'),
    patterns: read('patterns'),
    k: read('k'),
    alphabet: read('alphabet'),
    ambiguity: read('ambiguity'),
    strands: read('strands'),
    epsilon: read('epsilon'),
  }
}

/** What differs from the defaults. */
export function formatAddress(address: Address): string {
  const said = new URLSearchParams()
  for (const name of Object.keys(DEFAULTS) as (keyof Address)[]) {
    if (address[name] === DEFAULTS[name]) continue
    said.set(name, address[name].length > LONGEST ? '' : address[name])
  }
  return said.size === 0 ? '' : `#${said}`
}

let current: Address = DEFAULTS

export function readAddress(): Address {
  return (current = parseAddress(location.hash))
}

/** Writes part of the address, without a step in the browser's history. */
export function writeAddress(part: Partial<Address>): void {
  current = { ...current, ...part }
  const fragment = formatAddress(current)
  if (fragment !== location.hash) history.replaceState(null, '', fragment || location.pathname + location.search)
}
