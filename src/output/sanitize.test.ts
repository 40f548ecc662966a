import { describe, expect, test } from 'vitest'
import { code, fence, inline, sanitize, sanitizeLine } from './sanitize.ts'

describe('sanitize', () => {
  test.each([
    ['colours', '\u001b[31mred\u001b[0m', 'red'],
    ['links of a terminal', '\u001b]8;;https://evil\u0007text\u001b]8;;\u0007', 'text'],
    ['what turns text around', 'a\u202eb\u200bc\u2028d', 'abcd'],
    ['halves of a character', 'a\ud800b', 'ab'],
    ['line breaks of other systems', 'a\r\nb\rc\td', 'a\nb\nc d'],
  ])('%s', (_, text, seen) => expect(sanitize(text)).toBe(seen))

  test('ends for what would keep an expression busy for hours', () => {
    const busy = `\u001b${'#;'.repeat(50_000)}\u001b[${'0;'.repeat(50_000)}${'\u001b]'.repeat(50_000)}`
    expect(sanitize(busy).length).toBeLessThan(busy.length)
  })

  test('is capped between characters, and says how much is left out', () =>
    expect(sanitize(`${'x'.repeat(1999)}😀😀`)).toBe(`${'x'.repeat(1999)}… (3 more characters)`))
})

describe('inline', () => {
  test.each([
    ['HTML', '</details><script>&amp;', '&#60;/details&#62;&#60;script&#62;&#38;amp;'],
    [
      'emphasis, links, tables',
      '*a* _b_ ~c~ [d](e) |',
      '&#42;a&#42; &#95;b&#95; &#126;c&#126; &#91;d&#93;(e) &#124;',
    ],
    ['escapes', '\\*', '&#92;&#42;'],
    ['mentions, references, formulas', '@a #1 $x$', '&#64;&#8203;a &#35;&#8203;1 &#36;&#8203;x&#36;&#8203;'],
    ['addresses', 'https://a www.b', 'https:&#8203;//a www&#8203;.b'],
    ['lines', 'a\n# b\n\n- c', 'a<br>&#35;&#8203; b<br><br>- c'],
    ['words in backticks', 'run `kubectl get <x>`', 'run <code>kubectl get &#60;x&#62;</code>'],
    ['backticks alone', '``` a `', '&#96;&#96;<code> a </code>'],
  ])('%s', (_, text, markdown) => expect(inline(text)).toBe(markdown))
})

test('code keeps to its line', () =>
  expect(code('a\n`|</code>')).toBe('<code>a &#96;&#124;&#60;/code&#62;</code>'))

test.each([
  ['no backticks', 'a: b', '```'],
  ['a fence', '```\n# out', '````'],
  ['a longer fence', 'x `````` y', '```````'],
])('a fence around %s is longer than what is in it', (_, text, ticks) =>
  expect(fence(text, 'yaml')).toBe(`${ticks}yaml\n${text}\n${ticks}`),
)

test('one line has a space for what stood between lines', () => {
  expect(sanitizeLine('a  \n\n \t b\n')).toBe('a b ')
  expect(sanitizeLine(' a  b ')).toBe(' a  b ')
})

test.each([' ', '\n', ' \n', '`', '`a', '&#96;', '\u001b[', '\u001b]', '\u009b0'])(
  '%j without end is shown as far as a text is shown',
  (sign) => {
    const text = sign.repeat(100_000)
    expect(sanitizeLine(text).length).toBeLessThanOrEqual(2040)
    expect(inline(text).length).toBeLessThanOrEqual(2040 * 6)
  },
)
