// A tool of node_modules as a process of its own: by the path of its script, without a shell.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { root } from './cli.js'

/** What a tool says and how it ends. */
export function tool(script: string, ...args: string[]): { code: number; said: string } {
  try {
    const said = execFileSync(process.execPath, [join(root, 'node_modules', script), ...args], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NO_COLOR: '1' },
    })
    return { code: 0, said }
  } catch (error) {
    const { status, stdout, stderr } = error as { status: number; stdout: string; stderr: string }
    return { code: status, said: stdout + stderr }
  }
}
