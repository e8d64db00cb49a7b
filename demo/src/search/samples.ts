// Texts that come along, with something to look for in each.
import type { Address } from '../address.js'
import lambda from '../../../data/lambda.fa.gz?url'
import genome from '../../../bench/data/ecoli536.fa.gz?url'
import protein from '../../samples/lambda-frames.fa.gz?url'
import soliloquy from '../../samples/hamlet.txt?url'

export interface Sample {
  readonly name: string
  readonly about: string
  readonly url: string
  readonly form: Pick<Address, 'patterns' | 'k' | 'alphabet' | 'strands'>
}

export const samples: readonly Sample[] = [
  {
    name: 'lambda',
    about: 'Phage lambda, 48,502 bases (NC_001416.1)',
    url: lambda,
    form: { patterns: 'GCACCGGCACCGCTGGCTGC', k: '5', alphabet: 'dna', strands: 'both' },
  },
  {
    name: 'ecoli',
    about: 'Escherichia coli 536, 4.9 million bases, 1.5 MB to load (NC_008253.1)',
    url: genome,
    form: { patterns: 'AGGCAGCAAGTGCAGCTCGC', k: '5', alphabet: 'dna', strands: 'both' },
  },
  {
    name: 'protein',
    about: 'Open reading frames of phage lambda, translated',
    url: protein,
    form: { patterns: 'GXXGXGKTT', k: '2', alphabet: 'protein', strands: 'forward' },
  },
  {
    name: 'hamlet',
    about: 'A text: Hamlet, act 3, scene 1',
    url: soliloquy,
    form: { patterns: 'to die, to sleep', k: '4', alphabet: 'exact', strands: 'forward' },
  },
]

/** One request for each sample, however often it is chosen. */
const loaded = new Map<string, Promise<Blob>>()

export function loadSample({ name, url }: Sample): Promise<Blob> {
  let blob = loaded.get(name)
  if (!blob) {
    blob = fetch(url).then((response) => {
      if (!response.ok) throw new Error(`The sample could not be loaded: ${response.status} ${response.statusText}`)
      return response.blob()
    })
    blob.catch(() => loaded.delete(name))
    loaded.set(name, blob)
  }
  return blob
}
