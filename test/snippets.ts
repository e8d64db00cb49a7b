// Examples in Markdown as programs: what they claim is read from them, what is so is printed by Node and the shell.
import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { program, root } from './cli.js'

export interface Snippet {
  language: string
  code: string
}

/** The fenced blocks, in order. */
export function snippetsOf(markdown: string): Snippet[] {
  return Array.from(markdown.matchAll(/^```(\w*)\n([^]*?)^```$/gm), ([, language, code]) => ({ language, code }))
}

export interface Example {
  /** runs, and prints what the example claims */
  code: string
  claims: string[]
}

/**
 * An example in JavaScript: a comment behind an expression is its value, comment lines below console.log are what it prints. Other comment
 * lines are prose.
 */
export function exampleOf(snippet: string): Example {
  const claims: string[] = []
  let printing = false
  const code = snippet.split('\n').map((line) => {
    if (line.trimStart().startsWith('//')) {
      if (printing) claims.push(line.trimStart().slice(2).trim())
      return ''
    }
    printing = line.includes('console.log(')
    const [, expression, value] = /^(.*?)\s+\/\/ (.*)$/.exec(line) ?? []
    if (expression === undefined) return line
    claims.push(value)
    return `console.log(show(${expression}))`
  })
  // hoisted, so that the imports of the example may stand above
  const show =
    'function show(value) { return ArrayBuffer.isView(value) ? `${value.constructor.name} [${[...value].join(", ")}]` : Array.isArray(value) ? JSON.stringify(value) : value }'
  return { code: [...code, show].join('\n'), claims }
}

/** Runs lines of JavaScript as a module that finds this package by its name. */
export function runModule(code: string, cwd: string = root): string {
  return execFileSync(process.execPath, ['--input-type=module'], { cwd, input: code, encoding: 'utf8' })
}

/** Puts the package and its genome where examples look for them. */
export function furnish(folder: string): void {
  const link = join(folder, 'node_modules/hammingway')
  mkdirSync(dirname(link), { recursive: true })
  symlinkSync(root, link, 'dir')
  symlinkSync(join(root, 'data/lambda.fa.gz'), join(folder, 'lambda.fa.gz'))
}

/** A session of the shell: lines behind `$ ` are commands (behind `> ` they go on), the others are what is printed. */
export function commandsOf(snippet: string): { command: string; printed: string }[] {
  return snippet
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const lines = part.split('\n')
      const rest = lines.slice(1).findIndex((line) => !line.startsWith('> '))
      const command = [lines[0], ...lines.slice(1, 1 + rest).map((line) => line.slice(2))].join('\n')
      return { command, printed: lines.slice(1 + rest).join('\n') }
    })
}

/** Runs a command of such a session; `npx hammingway` is the program that was built. Standard error counts as printed, as on a screen. */
export function runShell(command: string, cwd: string): string {
  const npx = `npx() { shift; "${process.execPath}" "${program}" "$@"; }`
  const script = join(cwd, '.command')
  writeFileSync(script, `${npx}\nexec 2>&1\n${command}\n`)
  return execFileSync('bash', [script], { cwd, encoding: 'utf8' })
}
