import { createRequire } from 'node:module'
import { readAsset as read } from '../../page/document.ts'

const { resolve } = createRequire(import.meta.url)

/** The page's style sheet. */
export const style = () => read(new URL('page.css', import.meta.url))

/** The page's one script: the library that sorts tables, and the search. */
export function script(): string {
  const { name, version, author, license, homepage } = JSON.parse(
    read(resolve('sortable-tablesort/package.json')),
  )
  const note = `/*! ${name} ${version} by ${author}, ${license} (public domain), ${homepage} */`
  const sort = read(resolve('sortable-tablesort/dist/sortable.min.js'))
  const text = [note, sort, read(new URL('search.js', import.meta.url))].join('\n')
  // Whatever the encoding, an element ends at its first end tag.
  if (/<\/script|<!--/i.test(text)) throw new Error('the page’s script would end its own element')
  return text
}
