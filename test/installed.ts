// The package as npm publishes it, installed in a project of its own. No registry is asked.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './cli.js'

export const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'

export interface Packed {
  filename: string
  size: number
  unpackedSize: number
  files: { path: string; size: number }[]
}

export interface Manifest {
  version: string
  dependencies?: Record<string, string>
}

/** Output of a program that must go well. */
export function run(command: string, args: readonly string[], cwd: string): string {
  return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}

/** Packs a folder without its scripts: a rebuild would pull the files from under other tests. */
export function pack(from: string, into: string): Packed {
  const [packed] = JSON.parse(run(npm, ['pack', '--json', '--ignore-scripts', '--pack-destination', into], from)) as Packed[]
  return packed
}

export function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
}

/** Names of all packages that npm installs with a package, from the folder where npm ci put them. */
function dependenciesOf(folder: string, found = new Set<string>()): Set<string> {
  for (const name of Object.keys(manifestOf(folder).dependencies ?? {})) {
    if (!found.has(name)) dependenciesOf(join(root, 'node_modules', name), found.add(name))
  }
  return found
}

export interface Installed {
  packed: Packed
  tarball: string
  /** the project that has hammingway in its node_modules */
  project: string
  dependencies: Set<string>
}

/** Packs this package and what it depends on, and installs them in a new project in the folder. */
export function install(folder: string): Installed {
  const project = join(folder, 'project')
  mkdirSync(project)
  const packed = pack(root, folder)
  const dependencies = dependenciesOf(root)
  const others = [...dependencies].map((name) => pack(join(root, 'node_modules', name), folder))
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'project', private: true }))
  const tarballs = [packed, ...others].map(({ filename }) => join(folder, filename))
  run(npm, ['install', '--offline', '--no-audit', '--no-fund', '--ignore-scripts', ...tarballs], project)
  return { packed, tarball: tarballs[0], project, dependencies }
}
