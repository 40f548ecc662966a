{
  const table = document.querySelector('.roster')
  const field = document.querySelector('#search')
  const shown = document.querySelector('#shown')
  const fold = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const SEARCHED = 4
  const rows = [...table.tBodies[0].rows].map((row) => ({
    row,
    text: fold(
      [...row.cells]
        .slice(0, SEARCHED)
        .map(({ textContent }) => textContent)
        .join('\n'),
    ),
  }))
  const search = () => {
    const words = fold(field.value).split(/\s+/)
    for (const { row, text } of rows) row.hidden = !words.every((word) => text.includes(word))
    const count = rows.filter(({ row }) => !row.hidden).length
    shown.textContent = `${count} of ${rows.length} learners`
  }
  const more = document.querySelector('#more')
  more?.querySelector('button').addEventListener('click', () => {
    table.classList.add('whole')
    more.remove()
  })
  field.addEventListener('input', search)
  // A browser may bring back what was searched for before the page was left.
  search()
}
