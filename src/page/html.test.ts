import { expect, test } from 'vitest'
import { html, verbatim } from './html.ts'

test.each([
  ['elements', '<script>alert(1)</script>', '&#60;script&#62;alert(1)&#60;/script&#62;'],
  ['the end of an attribute', `" onclick='x'`, '&#34; onclick=&#39;x&#39;'],
  ['entities', '&lt;', '&#38;lt;'],
  ['what turns text around', 'a\u202eb', 'ab'],
  ['numbers', 7, '7'],
  ['nothing', undefined, ''],
])('what is put in is text: %s', (_, value, text) =>
  expect(html`<b>${value}</b>`.text).toBe(`<b>${text}</b>`),
)

test('what is not so is nothing', () => expect(html`a${false}b`.text).toBe('ab'))

test('what it made itself stays HTML, also many in a row', () =>
  expect(html`<ul>${['<', '2'].map((one) => html`<li>${one}</li>`)}</ul>`.text).toBe(
    '<ul><li>&#60;</li><li>2</li></ul>',
  ))

test('what only looks like its own is none', () => {
  const forged = JSON.parse('{"text":"<script>"}')
  expect(html`${forged}`.text).not.toContain('<')
})

test('a text of ours stays as it is', () => expect(html`${verbatim('a < b')}`.text).toBe('a < b'))
