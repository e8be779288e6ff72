import type { BulkPreviewView, BulkResultView } from '@linli/shared/opinions/desk.schema'
import { Box } from '@/ui/box'
import { SectionTitle } from '@/ui/section-title'
import { copyFault } from './copy-draft'
import { CopyField } from './copy-field'

const Line = ({ number, title, reason }: { number: string; title: string; reason: string }) => (
  <Box className="bulk-line">
    <Box as="span">{[number, title].filter(Boolean).join(' · ')}</Box>
    {reason !== '' && <Box className="case-place">{reason}</Box>}
  </Box>
)

/** The field with what an organisation would read of this case. */
export const copyFieldOf = (caseId: string): string => `bulk-copy-${caseId}`

interface BulkLinesProps {
  readonly lines: readonly BulkPreviewView[]
  readonly copies: Readonly<Record<string, string>>
  readonly onCopy: (id: string, text: string) => void
}

/** Which cases will change, what an organisation would read of each, and which stay as they are and why. */
export function BulkLines({ lines, copies, onCopy }: BulkLinesProps) {
  const will = lines.filter((line) => line.will)
  const others = lines.filter((line) => !line.will)
  return (
    <>
      <SectionTitle title={`会改 ${will.length} 件`} />
      {will.map((line) => (
        <Box key={line.id} className="bulk-one">
          <Line {...line} />
          {line.copyText !== null && (
            <CopyField
              id={copyFieldOf(line.id)}
              of={line.number}
              value={copies[line.id] ?? line.copyText}
              onChange={(text) => onCopy(line.id, text)}
              error={copyFault(copies[line.id] ?? line.copyText)}
            />
          )}
        </Box>
      ))}
      {others.length > 0 && <SectionTitle title={`不会改 ${others.length} 件`} />}
      {others.map((line) => (
        <Line key={line.id} {...line} />
      ))}
    </>
  )
}

/** What became of each case. */
export function BulkResults({
  lines,
  done,
}: {
  readonly lines: readonly BulkResultView[]
  readonly done: string
}) {
  const changed = lines.filter((line) => line.done)
  const others = lines.filter((line) => !line.done)
  return (
    <>
      <SectionTitle title={`已${done} ${changed.length} 件`} />
      {changed.map((line) => (
        <Line key={line.id} {...line} />
      ))}
      {others.length > 0 && <SectionTitle title={`没有改 ${others.length} 件`} />}
      {others.map((line) => (
        <Line key={line.id} {...line} />
      ))}
    </>
  )
}
