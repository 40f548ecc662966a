/** The user who applies what was handed in; may edit the Namespaces of the seats and nothing else. */
export const LEARNER = 'learner'
