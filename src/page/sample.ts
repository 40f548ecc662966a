import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** Tables of evidence as a grade writes them: by check, then by file. */
const TABLES: Record<string, Record<string, string>> = {
  'scales-out': { 'timeline.csv': timeline(), 'pods.csv': pods() },
  'data-survives': {
    'life.csv': `seconds,thing,state
0.0,old Pod store-0,there
0.0,claim data-store-0,Bound
21.4,new row,listed by the app
24.0,old Pod store-0,
24.0,new row,not looked for
25.1,new Pod store-0,not Ready
33.2,new Pod store-0,Ready
36.5,new row,listed by the app
37.9,claim data-store-0,Bound
37.9,new Pod store-0,Ready
37.9,new row,listed by the app
`,
  },
}

/** Writes evidence for the tests' own report (`src/report/sample.ts`) into a folder. */
export function writeSampleEvidence(folder: string): void {
  for (const [check, tables] of Object.entries(TABLES)) {
    mkdirSync(path.join(folder, 'evidence', check), { recursive: true })
    for (const [name, text] of Object.entries(tables))
      writeFileSync(path.join(folder, 'evidence', check, name), text)
  }
}

function timeline(): string {
  const lines = Array.from({ length: 81 }, (_, second) => {
    const isLoaded = second >= 5 && second < 37
    const wanted = second < 30 ? 2 : second < 66 ? 6 : 2
    const ready = second < 34 ? 2 : wanted
    const utilisation = second < 20 ? 2 : second < 45 ? 138 : 3
    return `${second}.0,${wanted},${ready},${wanted},${second < 2 ? '' : utilisation},50,${isLoaded ? 84 : 0},`
  })
  const events = [
    '5.2,,,,,,,load starts',
    '30.0,,,,,,,rescale 2 to 6',
    '36.9,,,,,,,load ends',
    '66.0,,,,,,,rescale 6 to 2',
  ]
  const head = 'seconds,replicas,ready,desired,utilisation_percent,target_percent,requests_per_second,event'
  return `${[head, ...lines, ...events].join('\n')}\n`
}

function pods(): string {
  const lines = Array.from({ length: 12 }, (_, second) => {
    const running = Math.min(8, 2 + second)
    return `${second}.0,${running},${16 - running},8`
  })
  return `${['seconds,running,pending,fits', ...lines].join('\n')}\n`
}
