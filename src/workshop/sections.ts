/** The workshop section's four headings, in its order, and what each is worth. */
export const sections = {
  scaling: { number: 1, title: 'Scaling', points: 16 },
  autoscaling: { number: 2, title: 'Autoscaling', points: 30 },
  postgres: { number: 3, title: 'Improving The PostgreSQL Backend', points: 34 },
  helm: { number: 4, title: 'Installing The App with Helm', points: 20 },
} as const

/** A section, by the name of its spec and of the Namespace it is graded in. */
export type Section = keyof typeof sections

/** The sections in the workshop's order. */
export const sectionNames = Object.keys(sections) as Section[]
