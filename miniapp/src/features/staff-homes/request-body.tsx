import type { CandidateView, RequestView } from '@linli/shared/homes/home-requests.schema'
import { momentText } from '@linli/shared/time'
import { InfoList } from '@/ui/info-list'
import { OptionGroup } from '@/ui/option-group'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { Timeline } from '@/ui/timeline'
import { ProofPhoto } from './proof-photo'
import { askText, dueText } from './request-row'

/** A new person instead of one of the roll. */
export const NEW_PERSON = 'new'

/** A child has no phone of its own to compare. */
const agreement = (
  { nameAgrees, phoneAgrees, idTailAgrees }: CandidateView,
  subject: RequestView['subject'],
): string =>
  [
    nameAgrees ? '姓名一致' : '姓名不同',
    subject === 'child' ? undefined : phoneAgrees ? '手机号一致' : '手机号不同',
    idTailAgrees === null ? undefined : idTailAgrees ? '证件后 4 位一致' : '证件后 4 位不同',
  ]
    .filter(Boolean)
    .join('，')

const whoText = (one: CandidateView): string =>
  [one.maskedName, one.relationLabel, one.inRoom ? undefined : one.where].filter(Boolean).join('，')

/** Whom of the roll the applicant is: nobody is suggested, what agrees is said. */
function WhoIsIt({
  request,
  chosen,
  onChoose,
}: {
  readonly request: RequestView
  readonly chosen: string
  readonly onChoose: (value: string) => void
}) {
  const { candidates, subject, relation } = request
  return (
    <>
      <SectionTitle title={subject === 'child' ? '孩子是名册里的谁' : '申请人是名册里的谁'} />
      <OptionGroup
        id="candidate"
        label="申请人是名册里的谁"
        options={[
          ...candidates.map((one) => ({
            ...{ value: one.personId, title: whoText(one), detail: agreement(one, subject) },
            ...(one.hasAccount && subject === 'self' && { refused: '已绑定别的账号，先在“已绑定”里解除' }),
          })),
          {
            ...{ value: NEW_PERSON, title: '名册里没有，新登记一个人' },
            ...(relation === 'owner' && { refused: '业主要先在名册里按登记簿登记' }),
          },
        ]}
        chosen={[chosen]}
        onChange={([value = '']) => onChoose(value)}
      />
    </>
  )
}

interface RequestBodyProps {
  readonly request: RequestView
  readonly chosen: string
  readonly onChoose: (value: string) => void
}

/** What is asked, what the roll says, and what happened so far. */
export function RequestBody({ request, chosen, onChoose }: RequestBodyProps) {
  const now = new Date()
  return (
    <>
      <InfoList
        facts={[
          { name: '房屋', value: request.roomLabel, strong: true },
          { name: request.subject === 'child' ? '孩子姓名' : '姓名', value: request.name },
          { name: '身份', value: [askText(request), request.basisLabel].filter(Boolean).join('，') },
          { name: '年龄', value: request.age === null ? '已满 18 岁（本人填写）' : `${request.age} 岁` },
          { name: '手机号', value: request.maskedPhone ?? '没有' },
          ...(request.status === 'submitted' ? [{ name: '期限', value: dueText(request) }] : []),
          ...(request.note === '' ? [] : [{ name: '说明', value: request.note }]),
        ]}
      />
      {request.abilities.look && <ProofPhoto requestId={request.id} />}
      {request.abilities.approve && <WhoIsIt request={request} chosen={chosen} onChoose={onChoose} />}
      <SectionTitle title="经过" />
      <Surface padded>
        <Timeline
          entries={request.history.toReversed().map((step, index) => ({
            id: `${step.event}${step.at}`,
            title: `${step.by}，${step.label}`,
            time: momentText(new Date(step.at), now),
            kind: index === 0 ? 'now' : 'past',
            ...(step.text !== null && { quote: step.text }),
          }))}
        />
      </Surface>
    </>
  )
}
