import { existsSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { runCommand } from '../src/cli/command.ts'
import { readCommandLine } from '../src/cli/command-line.ts'
import { EXIT, Usage } from '../src/cli/exit.ts'
import { makeOutput } from '../src/cli/input.ts'
import { ensureBrowser, launchBrowser } from '../src/setup/browser.ts'
import { root } from '../src/setup/paths.ts'

const USAGE = `usage: npm run screenshots -- FOLDER… [--out DIR]
  FOLDER  of a report (npm run grade) or a gradebook (npm run batch); a picture
          of the page of each is written
  --out   the folder for the pictures; default: docs/screenshots`

const EXAMPLES = [
  'npm run screenshots -- reports/reference gradebook',
  'npm run screenshots -- reports/reference --out pictures',
]

/** The page of each kind of folder, with the name of its picture. */
const PAGES = [
  { file: 'report.html', picture: 'report' },
  { file: 'index.html', picture: 'gradebook' },
]

/** In pixels: what a README shows side by side can still be read. */
const VIEWPORT = { width: 1000, height: 1100 }

const readRequest = () =>
  readCommandLine(
    { usage: USAGE, examples: EXAMPLES, options: { out: { type: 'string' } }, takesArguments: true },
    ({ out = path.join(root, 'docs/screenshots') }, folders) => {
      if (folders.length === 0) throw new Error('a folder is missing')
      return { out, folders }
    },
  )

function pageIn(folder: string): { address: string; picture: string } {
  const page = PAGES.find(({ file }) => existsSync(path.join(folder, file)))
  if (!page) throw new Usage(`${folder} has neither ${PAGES.map(({ file }) => file).join(' nor ')}.`)
  return { address: pathToFileURL(path.resolve(folder, page.file)).href, picture: page.picture }
}

await runCommand(async () => {
  const { out, folders } = readRequest()
  const pages = folders.map(pageIn)
  makeOutput(out)
  await ensureBrowser()
  const browser = await launchBrowser()
  try {
    for (const { address, picture } of pages)
      for (const colorScheme of ['light', 'dark'] as const) {
        const page = await browser.newPage({ viewport: VIEWPORT, colorScheme })
        await page.goto(address)
        const file = path.join(out, `${picture}-${colorScheme}.png`)
        await page.screenshot({ path: file })
        console.log(file)
      }
  } finally {
    await browser.close()
  }
  return EXIT.passed
})
