import { $ as zx } from 'zx/core'

/** A child process by zx: arguments quoted, output captured, a non-zero exit code returned and not thrown. */
export const $ = zx({ quiet: true, nothrow: true })

/** What a failed command said, on one line, for a message. */
export const lastWords = ({ stderr, stdout }: { stderr: string; stdout: string }) =>
  (stderr.trim() || stdout.trim()).split('\n').slice(-3).join(' ').slice(0, 600)
