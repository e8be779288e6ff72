import type { ImportProblemView } from '@linli/shared/imports/imports.schema'
import { Box } from '@/ui/box'
import { PagedList } from '@/ui/paged-list'
import { Surface } from '@/ui/surface'
import { useProblems } from './queries'

const headings = ['行', '列', '填的内容', '原因'] as const

function ProblemRow({ problem }: { readonly problem: ImportProblemView }) {
  const { line, column, value, reason } = problem
  return (
    <Box role="row" className="problem">
      <Box role="cell" className="problem__line">
        {`第 ${line} 行`}
      </Box>
      <Box role="cell" className="problem__column">
        {column ?? '整行'}
      </Box>
      <Box role="cell" className="problem__value">
        {value === '' ? '（空）' : value}
      </Box>
      <Box role="cell" className="problem__reason">
        {reason}
      </Box>
    </Box>
  )
}

interface ImportProblemsProps {
  readonly id: string
  /** The state the problems belong to. */
  readonly stamp: string
}

/** What is wrong, by line, column, value and reason. */
export function ImportProblems({ id, stamp }: ImportProblemsProps) {
  const problems = useProblems(id, stamp, true)
  return (
    <PagedList query={problems} empty={null}>
      {(items) => (
        <Surface>
          <Box role="table" label="不能导入的行" className="problems">
            <Box role="row" className="problem problem--head">
              {headings.map((heading) => (
                <Box key={heading} role="columnheader">
                  {heading}
                </Box>
              ))}
            </Box>
            {items.map((problem, index) => (
              <ProblemRow key={`${problem.line}/${problem.column ?? ''}/${index}`} problem={problem} />
            ))}
          </Box>
        </Surface>
      )}
    </PagedList>
  )
}
