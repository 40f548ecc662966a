// By hand, since the expression of util.stripVTControlCharacters takes seconds for some 16 KB of a few signs.
const ESCAPE = '(?:\u001b\\[|\u009b)[0-?]*[ -/]*[@-~]'
const LINK = '\u001b\\][^\u0007\u001b\u009c]*(?:\u0007|\u001b\\\\|\u009c)'
const SEQUENCE = new RegExp(`${ESCAPE}|${LINK}`, 'g')

/** What a terminal or a reader would obey instead of see; line breaks are kept. */
const UNSEEN = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu

/** A text of the learner's or of the cluster's as characters that are seen: no escape sequences, and nothing that turns the rest around. */
export function asSeen(text: string): string {
  return text.replace(SEQUENCE, '').replace(/\r\n?/g, '\n').replaceAll('\t', ' ').replace(UNSEEN, '')
}
