import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { clocks, type Pace } from '../cluster/pace.ts'
import { unknownName } from '../diagnosis/unknown-name.ts'
import { EXIT, Usage } from './exit.ts'

/** The form of a command line. */
interface CommandLine<Options extends ParseArgsOptionsConfig> {
  /** The first part of the help that `--help` prints. It follows what is wrong with a command line too. */
  usage: string
  /** Whole command lines, the last part of the help. */
  examples: readonly string[]
  /** As `parseArgs` takes them, without `--help`. */
  options: Options
  /** Whether it may have arguments beside its options. */
  takesArguments?: boolean
}

/** The values of options as `parseArgs` returns them. */
type ValuesOf<Options extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ options: Options }>
>['values']

/**
 * Reads the command line of this process, and returns what `check` makes of its options and arguments. Throws
 * {@link Usage} if it cannot be read, or if `check` throws. With `--help` it prints usage and examples, and exits.
 */
export function readCommandLine<const Options extends ParseArgsOptionsConfig, Request>(
  { usage, examples, options, takesArguments = false }: CommandLine<Options>,
  check: (values: ValuesOf<Options>, args: string[]) => Request,
): Request {
  try {
    const all: ParseArgsOptionsConfig = { ...options, help: { type: 'boolean' } }
    const { values, positionals } = parseArgs({ options: all, allowPositionals: takesArguments })
    if (!values.help) {
      refuseEmpty(values, positionals)
      return check(values as ValuesOf<Options>, positionals)
    }
  } catch (error) {
    throw new Usage(`${inWords(error as Error, Object.keys(options))}\n${usage}`)
  }
  console.log([usage, '', 'examples:', ...examples.map((line) => `  ${line}`)].join('\n'))
  process.exit(EXIT.passed)
}

/** What is wrong with a command line; of an option that it does not have, which one may have been meant. */
function inWords({ message }: Error, known: string[]): string {
  const [, unknown] = /^Unknown option '(--?[^']*)'/.exec(message) ?? []
  const dashed = known.map((name) => `--${name}`)
  return unknown === undefined ? message : unknownName('option', unknown, [...dashed, '--help'])
}

/** An empty word is most often a shell variable that is not set. As a path it would be the current folder. */
function refuseEmpty(values: Record<string, unknown>, args: string[]): void {
  const isEmpty = (value: unknown) => [value].flat().includes('')
  const option = Object.keys(values).find((name) => isEmpty(values[name]))
  if (option !== undefined) throw new Error(`--${option} has an empty value`)
  if (isEmpty(args)) throw new Error('an argument is empty')
}

/** The number that an option or argument of this name gives. Throws if it is not a whole number from 1 on. */
export function wholeNumber(name: string, text: string): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1)
    throw new Error(`${name} ${text} must be a whole number, 1 or more`)
  return number
}

/** The pace that `--pace` names. Throws if there is none of this name. */
export function paceNamed(name: string): Pace {
  if (Object.hasOwn(clocks, name)) return name as Pace
  throw new Error(`--pace ${name}: expected ${Object.keys(clocks).join(' or ')}`)
}
