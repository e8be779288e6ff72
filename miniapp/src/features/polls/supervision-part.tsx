import type { PollView } from '@linli/shared/polls/polls.schema'
import { dayOf, dayText } from '@linli/shared/time'
import { Box } from '@/ui/box'
import { Icon } from '@/ui/icon'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import './polls.scss'

export type Supervision = Pick<NonNullable<PollView['result']>, 'signatures' | 'declined' | 'awaited'>

/** Each supervisor with what was said of the root; who has said nothing stands there too. */
export function SupervisionPart({
  said,
  isOfficial,
}: {
  readonly said: Supervision
  /** Cast and counted in the city's own system: there is nothing to recount, the document is compared. */
  readonly isOfficial: boolean
}) {
  const { signatures, declined, awaited } = said
  const today = dayOf(new Date())
  const day = (iso: string) => dayText(dayOf(new Date(iso)), today)
  const nobody = signatures.length + declined.length + awaited.length === 0
  return (
    <>
      <SectionTitle title="居务监督" note={`${signatures.length} 人已签认`} />
      <Surface padded label="居务监督">
        <Box className="poll-explained">
          {`居务监督委员由居民推选，专门看着社区办事。签认，就是自己${isOfficial ? '看过官方系统的原件' : '把票重新数一遍'}，数字对得上才签名。`}
        </Box>
        {nobody && <Box className="poll-line__words">社区还没有登记居务监督委员，所以没有人签认</Box>}
        {signatures.map(({ name, at }) => (
          <Box key={`signed ${name} ${at}`} className="poll-line">
            <Icon name="check" size="s" />
            <Box className="poll-line__words">{`${name}，${day(at)}签认`}</Box>
          </Box>
        ))}
        {declined.map(({ name, at, reason, signedLater }) => (
          <Box key={`refused ${name} ${at}`} className="poll-line">
            <Icon name="warning" size="s" />
            <Box className="poll-line__words">
              {`${name}，${day(at)}写明不签认：${reason}${signedLater ? '（后来签认了）' : ''}`}
            </Box>
          </Box>
        ))}
        {awaited.map((name) => (
          <Box key={`awaited ${name}`} className="poll-line">
            <Icon name="minus" size="s" />
            <Box className="poll-line__words">{`${name}，还没有签认`}</Box>
          </Box>
        ))}
      </Surface>
    </>
  )
}
