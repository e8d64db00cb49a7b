// The command line as a child process, and files for it.
import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { afterAll, expect } from 'vitest'

export const root = fileURLToPath(new URL('..', import.meta.url))
export const program = join(root, 'dist/cli.js')
export const lambda = join(root, 'data/lambda.fa.gz')

export interface Ran {
  code: number | null
  stdout: string
  stderr: string
}

export interface RunOptions {
  /** standard input; empty when missing */
  input?: string | Uint8Array
  cwd?: string
  /** more of the environment */
  env?: Record<string, string>
}

export type Child = ChildProcessByStdio<Writable, Readable, Readable>

export function start(args: readonly string[], { cwd, env }: RunOptions = {}): Child {
  const child = spawn(process.execPath, [program, ...args], { cwd, stdio: 'pipe', env: { ...process.env, ...env } })
  // the program may end without having read everything
  child.stdin.on('error', () => undefined)
  return child
}

/** Runs `hammingway` to its end. */
export function hammingway(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const child = start(args, options)
  child.stdin.end(options.input)
  return ended(child)
}

/** `hammingway search`. */
export function search(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  return hammingway(['search', ...args], options)
}

export async function ended(child: Child): Promise<Ran> {
  const closed = new Promise<number | null>((resolve, reject) => child.on('close', resolve).on('error', reject))
  const [stdout, stderr, code] = await Promise.all([textOf(child.stdout), textOf(child.stderr), closed])
  return { code, stdout, stderr }
}

/** All of a stream, or what came before the test closed it. */
function textOf(stream: Readable): Promise<string> {
  const chunks: Buffer[] = []
  stream.on('data', (chunk: Buffer) => chunks.push(chunk))
  return new Promise((resolve) => stream.on('close', () => resolve(Buffer.concat(chunks).toString())))
}

/** Output of a search that must go well and say nothing. */
export async function quietly(args: readonly string[], options: RunOptions = {}): Promise<string> {
  const { code, stdout, stderr } = await search(args, options)
  expect(stderr, args.join(' ')).toBe('')
  expect(code, args.join(' ')).toBe(0)
  return stdout
}

/** Rows of a search that must go well and say nothing, without the header, tabs as spaces. */
export async function rows(args: readonly string[], options: RunOptions = {}): Promise<string[]> {
  return lines(await quietly(['--no-header', ...args], options)).map((row) => row.replaceAll('\t', ' '))
}

export function lines(output: string): string[] {
  expect(output === '' || output.endsWith('\n')).toBe(true)
  return output.split('\n').slice(0, -1)
}

/** One line says what is wrong (usage errors may add hints in brackets), nothing of the inside shows, and stdout holds no rows. */
export function expectComplaint({ code, stdout, stderr }: Ran, wantedCode: 1 | 2, words: string | RegExp): void {
  expect(stderr).toMatch(wantedCode === 2 ? /^hammingway: [^\n]+\n(\([^\n]+\)\n)*$/ : /^hammingway: [^\n]+\n$/)
  expect(stderr).toMatch(words)
  expect(stderr).not.toMatch(/\bat .+:\d+:\d+|Error\b|node:internal|Uint8Array|undefined|\[object|\.part\b/)
  expect(stdout).toBe('')
  expect(code).toBe(wantedCode)
}

/** A folder of its own, removed in the end. */
export function temporaryFolder(): { path: string; write(name: string, content: string | Uint8Array): string } {
  const path = mkdtempSync(join(tmpdir(), 'hammingway-test-'))
  afterAll(() => rmSync(path, { recursive: true, force: true }))
  return {
    path,
    write(name, content) {
      writeFileSync(join(path, name), content)
      return join(path, name)
    },
  }
}
