import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const documents = globSync(['*.md', 'docs/**/*.md', '.github/*.md'], { cwd: root })
const read = (file) => readFileSync(path.join(root, file), 'utf8')

/** As GitHub names the headings of a document. */
function anchorsOf(file) {
  const headings = read(file).matchAll(/^#+ (.+)$/gm)
  return [...headings].map(([, heading]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

/** Whether a link of a document leads to a file or folder, and to a heading there if it names one. */
function leadsSomewhere(document, link) {
  const [address, anchor] = link.split('#')
  const target = address === '' ? document : path.join(path.dirname(document), address)
  return existsSync(path.join(root, target)) && (!anchor || anchorsOf(target).includes(anchor))
}

test.each(documents)('the links of %s lead somewhere', (document) => {
  const links = [...read(document).matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => link)
  const own = links.filter((link) => !/^\w+:/.test(link))
  expect(own.filter((link) => !leadsSomewhere(document, link))).toEqual([])
})

test.each(documents)('what %s names in the repository is there', (document) => {
  const names = [...read(document).matchAll(/`((?:src|specs|scripts|fixtures|docs|\.github)\/[^`\s]*)`/g)]
  // A name with a star or a word in capitals stands for several.
  const one = names.map(([, name]) => name).filter((name) => !/\*|[A-Z]{4}/.test(name))
  expect(one.filter((name) => !existsSync(path.join(root, name)))).toEqual([])
})

test('there are documents', () => expect(documents.length).toBeGreaterThan(40))
