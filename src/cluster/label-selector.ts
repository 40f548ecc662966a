import type { V1LabelSelector } from '@kubernetes/client-node'

type Labels = Record<string, string>

/** A selector as the API takes it in `labelSelector=`; empty if it selects everything. */
export function toQuery({ matchLabels = {}, matchExpressions = [] }: V1LabelSelector): string {
  return [
    ...Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`),
    ...matchExpressions.map(({ key, operator, values = [] }) => {
      if (operator === 'Exists') return key
      if (operator === 'DoesNotExist') return `!${key}`
      return `${key} ${operator.toLowerCase()} (${values.join(',')})`
    }),
  ].join(',')
}

/** Whether a workload's selector selects a Pod with these labels; an empty selector selects none. */
export function selects(
  { matchLabels = {}, matchExpressions = [] }: V1LabelSelector,
  labels: Labels = {},
): boolean {
  const isEmpty = Object.keys(matchLabels).length + matchExpressions.length === 0
  return (
    !isEmpty &&
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      const value = labels[key]
      const isListed = value !== undefined && values.includes(value)
      if (operator === 'In') return isListed
      // A Pod without the label is selected too.
      if (operator === 'NotIn') return !isListed
      return (value !== undefined) === (operator === 'Exists')
    })
  )
}
