import { once } from 'node:events'
import { promisify } from 'node:util'
import { listOwnObjects } from '../src/batch/own-objects.ts'
import type { Message, Task } from '../src/batch/task.ts'
import { runCommand } from '../src/cli/command.ts'
import { exitCodeOf } from '../src/cli/exit.ts'
import { grade } from '../src/grade/grade.ts'
import { readSubmission } from '../src/grade/read-submission.ts'
import { UNWATCHED } from '../src/report/progress.ts'
import { sectionsOf } from '../src/verdict/workshop.ts'
import { workshop } from '../src/workshop/workshop.ts'

// The whole of this process is one grade of a batch: what a submission does to it costs that submission's row alone.
const { directory, out, pace, sections, setup }: Task = JSON.parse(process.argv[2] ?? '')

const send = promisify((message: Message, done: (error: Error | null) => void) =>
  process.send?.(message, undefined, undefined, done),
)

// Where the batch is gone, however it ended, the cluster goes too, and nobody is left to listen.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
const tell = (message: Message) => void send(message).catch(() => undefined)

const go = once(process, 'message')

await runCommand(async (signal) => {
  const submission = await readSubmission(directory, workshop)
  const report = await grade({
    workshop,
    submission,
    sections: sectionsOf(workshop, sections),
    pace,
    setup,
    out,
    signal,
    async turn() {
      await send({ kind: 'ready' })
      await Promise.race([go, once(signal, 'abort')])
      signal.throwIfAborted()
    },
    watcher: { ...UNWATCHED, wait: (check, what) => tell({ kind: 'waiting', check, for: what }) },
  })
  if (!signal.aborted)
    await send({ kind: 'graded', report, ownObjects: await listOwnObjects(workshop, submission) })
  return exitCodeOf(report)
})
