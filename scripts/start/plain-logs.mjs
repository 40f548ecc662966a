/**
 * Makes Vitest's reporter write logs without colours, as Assay's own texts are in a log: on CI it would colour them.
 * If one of the two streams is a terminal, it decides as Assay does. `FORCE_COLOR` gets its way.
 */
export function keepLogsPlain({ stdout, stderr, env }) {
  const isLog = !stdout.isTTY && !stderr.isTTY
  if (isLog && env.FORCE_COLOR === undefined && !env.NO_COLOR) env.NO_COLOR = '1'
}
