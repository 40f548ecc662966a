import { spawn } from 'node:child_process'

/** Runs a program to its end; returns its exit code and its output. If aborted, tells the program to end. */
export function run(program, args, { signal, ...options }) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    const stop = () => child.kill()
    signal.addEventListener('abort', stop)
    let said = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data) => {
        said += data
      })
    const end = (exitCode, words) => {
      signal.removeEventListener('abort', stop)
      resolve({ exitCode, said: words })
    }
    child.on('error', (error) => end(-1, error.message))
    child.on('close', (exitCode) => end(exitCode, said))
  })
}

/** Runs npm, which is a script on Windows: pass no arguments that a shell would read otherwise. */
export const npm = (args, options) => run('npm', args, { ...options, shell: process.platform === 'win32' })

/** The line of npm's output that tells why it failed. */
export function reasonOf(said) {
  const lines = said.split('\n').map((line) => line.replace(/^npm (error|ERR!)/, '').trim())
  return lines.find((line) => line !== '' && !/^(npm|code|syscall|errno|path) /.test(line)) || said.trim()
}
