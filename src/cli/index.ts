#!/usr/bin/env node
// The command line: parsing, exit codes, signals. What a command does is in its own file.
import { readFileSync } from 'node:fs'
import { explain, type ExplainOptions } from 'hammingway'
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { EXIT, EXIT_OF_SIGNAL, exitCodeOf, isClosedPipe, messageOf, UsageError } from './exit.js'
import { distances, type DistancesOptions } from './distances.js'
import { openOutput, type Output } from './output.js'
import { planTable } from './plan-table.js'
import { regions, type RegionsOptions } from './regions.js'
import { search, type SearchOptions } from './search.js'
import { sumset, type SumsetOptions } from './sumset.js'
import { threesum, triangles, type ThreeSumOptions } from './threesum.js'

const { version } = JSON.parse(readFileSync(new URL(/* @vite-ignore */ '../package.json', import.meta.url), 'utf8')) as { version: string }
const aborting = new AbortController()
let output: Output | undefined

function say(words: string): void {
  process.stderr.write(`hammingway: ${words}\n`)
}

/** An integer >= 0, and nothing that only begins with one. */
function count(value: string): number {
  if (!/^\d+$/.test(value) || !Number.isSafeInteger(Number(value))) throw new InvalidArgumentError('It must be an integer >= 0.')
  return Number(value)
}

/** A count that may be written 1e8. */
function size(value: string): number {
  if (value.trim() === '' || !Number.isSafeInteger(Number(value)) || Number(value) < 0)
    throw new InvalidArgumentError('It must be an integer >= 0.')
  return Number(value)
}

/** A size >= 1 that may end with k, M or G. */
function bases(value: string): number {
  const [, digits, unit = ''] = /^(.*?)([kmg]?)$/i.exec(value)!
  const result = size(digits) * { '': 1, k: 1e3, m: 1e6, g: 1e9 }[unit.toLowerCase() as '' | 'k' | 'm' | 'g']
  if (!Number.isSafeInteger(result) || result < 1) throw new InvalidArgumentError('It must be an integer >= 1.')
  return result
}

function share(value: string): number {
  if (!(Number(value) > 0 && Number(value) < 1)) throw new InvalidArgumentError('It must be a number between 0 and 1.')
  return Number(value)
}

function collect(value: string, previous: string[]): string[] {
  return [...previous, value]
}

const program = new Command('hammingway')
  .description('Find patterns with mismatches in DNA, protein or any text.')
  .version(version)
  .showHelpAfterError('(see hammingway --help)')
  .exitOverride()
  .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'hammingway: ')) })

program
  .command('search')
  .description('occurrences of patterns with at most k mismatches; no file or - is standard input')
  .argument('[file...]', 'FASTA, FASTQ or plain text, gzip and BGZF too')
  .option('-p, --pattern <sequence>', 'pattern to search, repeatable', collect, [])
  .option('-f, --pattern-file <file>', 'patterns: FASTA, or one a line with an optional name behind a tab', collect, [])
  .option('-k, --max-mismatches <n>', 'most mismatches of a hit', count, 0)
  .option('--min-mismatches <n>', 'least mismatches of a hit', count, 0)
  .option('--required <mask>', 'x where a pattern must match, . elsewhere')
  .option('--pam <sequence>', 'letters joined to every pattern that must match, as NGG')
  .addOption(new Option('--pam-side <end>', 'end of the pattern that the PAM is joined to').choices(['3', '5']).default('3'))
  .addOption(new Option('--alphabet <name>', 'what letters mean').choices(['dna', 'protein', 'exact']).default('dna'))
  .addOption(new Option('--ambiguity <rule>', 'when sets of letters match').choices(['certain', 'possible']).default('certain'))
  .addOption(new Option('--strands <which>', 'both for dna, forward otherwise').choices(['both', 'forward', 'reverse']))
  .addOption(new Option('--input <kind>', 'what the files are, instead of looking').choices(['fasta', 'fastq', 'plain', '2bit']))
  .addOption(new Option('--format <format>', 'of the rows').choices(['tsv', 'bed', 'gff3', 'jsonl', 'sam']).default('tsv'))
  .option('-o, --output <file>', 'write there; the file appears when it is complete')
  .option('--no-header', 'no header row')
  .option('--limit <n>', 'stop after so many hits', count)
  .option('--count', 'print only the number of hits')
  .option('--summary', 'print hits per pattern by mismatches')
  .option('--circular', 'records go on with their beginning')
  .option('--region <region>', 'hits that start in NAME or NAME:START-END, 1-based and closed; read by .fai and .gzi where they are')
  .option('-t, --threads <n>', 'threads that search', count, 1)
  .option('--algorithm <name>', 'force an algorithm')
  .option('--explain', 'print the plan to standard error')
  .option('-q, --quiet', 'no warnings')
  .action((files: string[], options: SearchOptions & { output?: string }) =>
    search(files, options, async () => (output = await openOutput(options.output)), aborting.signal, say).then(() => output?.finish()),
  )

program
  .command('distances')
  .description('the distance at every shift of one pattern; no file or - is standard input')
  .argument('[file...]', 'FASTA, FASTQ or plain text, gzip and BGZF too')
  .option('-p, --pattern <sequence>', 'the pattern', collect, [])
  .option('-f, --pattern-file <file>', 'a file with the pattern: FASTA, or a line', collect, [])
  .option('-k, --max-mismatches <n>', 'distances above n are printed as n + 1', count)
  .option('--epsilon <e>', 'distances within a factor 1 ± e', share)
  .option('--delta <d>', 'failure probability of approximate algorithms', share)
  .option('--seed <n>', 'seed of randomised algorithms', count)
  .option('--best <n>', 'only the n smallest, over all records', count)
  .addOption(new Option('--alphabet <name>', 'what letters mean').choices(['dna', 'protein', 'exact']).default('dna'))
  .addOption(new Option('--ambiguity <rule>', 'when sets of letters match').choices(['certain', 'possible']).default('certain'))
  .addOption(new Option('--input <kind>', 'what the files are, instead of looking').choices(['fasta', 'fastq', 'plain', '2bit']))
  .addOption(
    new Option('--format <format>', 'tsv, bedgraph (equal neighbours merged) or npy (uint32, one record)')
      .choices(['tsv', 'bedgraph', 'npy'])
      .default('tsv'),
  )
  .option('-o, --output <file>', 'write there; the file appears when it is complete')
  .option('--no-header', 'no header row')
  .option('--algorithm <name>', 'force an algorithm')
  .option('-q, --quiet', 'no warnings')
  .action((files: string[], options: DistancesOptions & { output?: string }) =>
    distances(files, options, async () => (output = await openOutput(options.output)), aborting.signal, say).then(() => output?.finish()),
  )

program
  .command('sumset')
  .description('the distinct sums of two lists of integers, ascending; - is standard input')
  .argument('<a>', 'file of integers in [-2^52, 2^52], separated by white space')
  .argument('<b>', 'another one, or the same')
  .option('--counts', 'a tab and how many pairs have the sum behind each')
  .option('--seed <n>', 'seed of randomised algorithms', count)
  .option('-o, --output <file>', 'write there; the file appears when it is complete')
  .option('--algorithm <name>', 'force an algorithm')
  .action((a: string, b: string, options: SumsetOptions & { output?: string }) =>
    sumset(a, b, options, async () => (output = await openOutput(options.output))).then(() => output?.finish()),
  )

for (const [name, run, words, list] of [
  ['threesum', threesum, 'for each number of c how many pairs of a and b sum up to it, one count a line', 'file of integers'],
  ['triangles', triangles, 'for each i, l how many j have A[i, j] + B[j, l] = C[i, l]: n lines of n counts', 'file of n x n integers'],
] as const) {
  program
    .command(name)
    .description(`${words}; - is standard input`)
    .argument('<a>', `${list} in [-2^52, 2^52], separated by white space`)
    .argument('<b>', 'another one, or the same')
    .argument('<c>', 'a third one')
    .option('--epsilon <e>', 'counts may be off by e times the longest list, or by e n', share)
    .option('--delta <d>', 'failure probability of approximate algorithms', share)
    .option('--seed <n>', 'seed of randomised algorithms', count)
    .option('-o, --output <file>', 'write there; the file appears when it is complete')
    .option('--algorithm <name>', 'force an algorithm')
    .action((a: string, b: string, c: string, options: ThreeSumOptions & { output?: string }) =>
      run([a, b, c], options, async () => (output = await openOutput(options.output))).then(() => output?.finish()),
    )
}

program
  .command('regions')
  .description('work units for a cluster: regions of a genome, one a line, for search --region')
  .argument('<index>', 'the .fai index of a FASTA file')
  .option('--size <n>', 'symbols of a region, as 50M or 5e7', bases, 50_000_000)
  .option('-o, --output <file>', 'write there; the file appears when it is complete')
  .action((index: string, options: RegionsOptions & { output?: string }) =>
    regions(index, options, async () => (output = await openOutput(options.output))).then(() => output?.finish()),
  )

program
  .command('explain')
  .description('which algorithm a call would run, and what else was considered')
  .requiredOption('--task <name>', 'a function: hammingDistances, findMatches, sumsetCounts, threeSumCounts, triangleCounts, …')
  .requiredOption('--n <n>', 'text length, as 5000000 or 5e6; of sums: numbers in the first list; rows of a matrix', size)
  .option('--m <m>', 'pattern length; of sums: numbers in the second list; triangles need none', size)
  .option('--universe <n>', 'of sums: possible ones', size)
  .option('--sums <n>', 'of sums: distinct ones', size)
  .option('--targets <n>', 'of 3SUM: numbers in the third list', size)
  .option('--sigma <n>', 'distinct letters', size)
  .option('--alphabet <name>', 'exact (default), dna or protein')
  .option('-k, --max-mismatches <n>', 'bound on the distance', count)
  .option('--epsilon <e>', 'relative error; of 3SUM and triangles: error as a share of the longest list, or of n', share)
  .option('--delta <d>', 'failure probability of approximate algorithms', share)
  .option('--patterns <n>', 'number of patterns', size)
  .option('--strands <which>', 'forward (default), reverse or both')
  .option('--json', 'the plan as JSON')
  .action(async ({ json, ...options }: ExplainOptions & { json?: boolean }) => {
    if (options.m === undefined && options.task !== 'triangleCounts') throw new UsageError("required option '--m <m>' not specified")
    const plan = explain(options)
    output = await openOutput(undefined)
    await output.write(`${json ? JSON.stringify(plan, undefined, 2) : planTable(plan)}\n`)
    await output.finish()
  })

for (const [signal, code] of Object.entries(EXIT_OF_SIGNAL)) {
  process.once(signal, () => {
    output?.discard()
    process.exit(code)
  })
}
// nobody reads our words: the data are what counts
process.stderr.on('error', () => undefined)
// a reader that goes away between two writes, or a full disk under the help
process.stdout.on('error', (error) => {
  if (isClosedPipe(error)) process.exit(EXIT.ran)
  process.exitCode = EXIT.data
})

try {
  await program.parseAsync()
} catch (error) {
  output?.discard()
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.ran : EXIT.usage
  else if (isClosedPipe(error)) process.exitCode = EXIT.ran
  else {
    say(messageOf(error))
    process.exitCode = exitCodeOf(error)
  }
}
