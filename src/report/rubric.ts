import type { Rule } from '../verdict/verdict.ts'
import { pointsOf, type Section, type Workshop } from '../verdict/workshop.ts'

const head = (specs: string) => `# What is graded

<!-- Written by \`npm run rubric\` from ${specs}/: change it there. -->

Each check quotes a sentence of the workshop that the cluster can confirm or deny. A check earns its points if its verdict is \`pass\`. Any other verdict earns none: \`fail\` if your work does something else, \`blocked\` if a check that it needs did not pass, \`absent\` if nothing was handed in for its section, and \`error\` if the grader or the machine failed. An \`error\` costs you no points: the run is then not gradable, and you can run it again.`

type Heading = Pick<Section, 'title' | 'points'>
type Titled = Pick<Workshop, 'specs'> & { sections: Heading[]; foundation?: { section: Heading } }

/** The rubric as a page of Markdown for learners, in the workshop's order, with a table for each section. */
export function renderRubric({ specs, sections, foundation }: Titled, rules: Rule[]): string {
  const tables = sections.map((section) => renderSection(section, rulesOf(section, rules)))
  const carried = foundation ? [carriesForward(rulesOf(foundation.section, rules))] : []
  return `${[head(specs), ...carried, ...tables, `**Total: ${pointsOf(rules)} points.**`].join('\n\n')}\n`
}

const carriesForward = (rules: Rule[]) =>
  `A mistake costs its points once. If ${rules.map(({ id }) => `\`${id}\``).join(' or ')} fails, each section that has lost a check is observed once more, with the workshop's own app in place of yours. What passes there counts, and the report marks it as carried forward. What belongs to a section itself is never replaced, and nothing is carried forward for a submission of which the cluster refused a part as unsafe.`

/** Names a section whose checks do not add up to its points, if there is one. */
export function findWrongSum({ sections }: Titled, rules: Rule[]): string | undefined {
  return sections
    .map((section) => ({ ...section, sum: pointsOf(rulesOf(section, rules)) }))
    .filter(({ points, sum }) => points !== sum)
    .map(({ title, points, sum }) => `The checks of "${title}" add up to ${sum} points, not to ${points}.`)[0]
}

function renderSection({ title }: Heading, rules: Rule[]): string {
  return [
    `## ${title}: ${pointsOf(rules)} points`,
    '',
    `Graded if you hand in ${rules[0]?.offers}.`,
    '',
    '| Check | The workshop says | Points | Needs | If it fails |',
    '| :--- | :--- | ---: | :--- | :--- |',
    ...rules.map(renderRow),
  ].join('\n')
}

function renderRow({ id, says, isQuote, points, needs, hint }: Rule): string {
  const needed = needs.map((need) => `\`${need}\``).join(', ')
  return `| ${[`\`${id}\``, isQuote ? says : `${says} (The workshop has no sentence for it.)`, `${points}`, needed, hint].map(cell).join(' | ')} |`
}

// The texts are our own and Markdown already; only this would end a cell.
const cell = (text: string) => text.replaceAll('|', '\\|')

const rulesOf = ({ title }: Heading, rules: Rule[]) => rules.filter(({ section }) => section === title)
