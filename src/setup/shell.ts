import { $ as zx } from 'zx/core'

/**
 * Runs a child process by zx: quotes arguments, captures output, and returns a non-zero exit code without
 * throwing.
 */
export const $ = zx({ quiet: true, nothrow: true })

/** The last words of a failed command, on one line, for a message. */
export const lastWords = ({ stderr, stdout }: { stderr: string; stdout: string }) =>
  (stderr.trim() || stdout.trim()).split('\n').slice(-3).join(' ').slice(0, 600)
