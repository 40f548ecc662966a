import { exitWith } from '../src/grade/exit.ts'
import { ensureParts } from '../src/parts/parts.ts'

await ensureParts().catch(exitWith)
