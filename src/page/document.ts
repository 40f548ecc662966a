import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { type Html, html, verbatim } from './html.ts'

/** One file of HTML that needs no network. */
export interface Document {
  title: string
  /** The styles of this page alone; those of every page come before them. */
  style: string
  /** Its one script; without it, none may run. */
  script?: string
  body: Html
}

/** A text of our own that stands beside a module, such as a style sheet. */
export const readAsset = (file: string | URL) => readFileSync(file, 'utf8').trim()

/** A page as one file, in which nothing runs but its own style and script, and nothing is fetched. */
export function renderDocument({ title, style, script, body }: Document): string {
  const css = `${readAsset(new URL('base.css', import.meta.url))}\n\n${style}`
  const policy = [
    "default-src 'none'",
    ...(script ? [`script-src ${sourceOf(script)}`] : []),
    `style-src ${sourceOf(css)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${verbatim(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${verbatim(css)}</style>
</head>
<body>
${body}${
  script !== undefined &&
  html`<script>${verbatim(script)}</script>
`
}</body>
</html>
`.text
}

/** The source expression of a Content-Security-Policy that allows a script or style of this text. */
const sourceOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
