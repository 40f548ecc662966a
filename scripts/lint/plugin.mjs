// A rule of ours for oxlint: what a stranger wrote may meet any expression, so that each must be linear in its text.
import { attackOn } from './linear.mjs'

const linear = {
  meta: { type: 'problem' },
  create(context) {
    const texts = new Map()
    const judge = (node, source, flags) => {
      const attack = attackOn(source, flags)
      if (attack === undefined) return
      const text = `${JSON.stringify(attack)}.repeat(50_000)`
      const message = `This expression is not linear in its text: with ${text} in it, it takes seconds or for ever. Let nothing that is repeated match what begins it, or what is repeated before.`
      context.report({ node, message })
    }
    const construct = (node) => {
      if (node.callee.type !== 'Identifier' || node.callee.name !== 'RegExp') return
      const [source, flags] = node.arguments.map((one) => textOf(one, texts))
      if (source !== undefined) judge(node, source, flags ?? '')
      else
        context.report({
          node,
          message: 'Nobody can tell whether this expression is linear in its text: write it as a literal.',
        })
    }
    return {
      VariableDeclarator({ id, init }) {
        if (id.type === 'Identifier' && init) texts.set(id.name, init)
      },
      Literal(node) {
        if (node.regex) judge(node, node.regex.pattern, node.regex.flags)
      },
      NewExpression: construct,
      CallExpression: construct,
    }
  },
}

/** The text that an expression of the program stands for, where the program itself tells. */
function textOf(node, texts) {
  const all = (nodes) => nodes.map((one) => textOf(one, texts))
  const isKnown = (parts) => !parts.includes(undefined)
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value
  if (node?.type === 'Identifier')
    return texts.has(node.name) ? textOf(texts.get(node.name), texts) : undefined
  if (node?.type === 'TemplateLiteral') {
    const values = all(node.expressions)
    const [first, ...quasis] = node.quasis.map(({ value }) => value.cooked)
    return isKnown(values) ? first + quasis.map((text, i) => values[i] + text).join('') : undefined
  }
  if (node?.type === 'CallExpression' && node.callee.object?.type === 'ArrayExpression') {
    const values = all(node.callee.object.elements)
    const [separator] = all(node.arguments)
    return node.callee.property.name === 'join' && isKnown(values) ? values.join(separator) : undefined
  }
  return undefined
}

export default { meta: { name: 'assay' }, rules: { 'linear-expressions': linear } }
