/** The workshop section's four headings; each is graded in the Namespace of its name and served on a port of its own. */
export const sections = {
  scaling: { number: 1, title: 'Scaling', port: 8101 },
  autoscaling: { number: 2, title: 'Autoscaling', port: 8102 },
  postgres: { number: 3, title: 'Improving The PostgreSQL Backend', port: 8103 },
  helm: { number: 4, title: 'Installing The App with Helm', port: 8104 },
} as const

/** A section, by the name of its Namespace and of its entry point at the ingress controller. */
export type Section = keyof typeof sections

/** The user who applies what was handed in; may edit the sections' Namespaces and nothing else. */
export const LEARNER = 'learner'

/** The sections in the workshop's order. */
export const sectionNames = Object.keys(sections) as Section[]
