import { exitWith } from '../src/grade/exit.ts'
import { interruption } from '../src/grade/interruption.ts'
import { ensureParts } from '../src/parts/parts.ts'

await ensureParts(interruption().signal).catch(exitWith)
