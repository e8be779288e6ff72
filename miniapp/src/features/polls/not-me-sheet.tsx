import { sendForm } from '@/platform/send-form'
import { showToast } from '@/ui/toast'
import { useNotMe } from './queries'
import { SaySheet } from './say-sheet'

interface NotMeSheetProps {
  readonly id: string
  /** `这一票不是您投的吗` */
  readonly title: string
  /** Above the field. */
  readonly label: string
  readonly pollId: string
  readonly rowId: string
  readonly onClose: () => void
}

/** A voter says that a ballot recorded on the own row is not the own one, or not as it was cast. */
export function NotMeSheet({ id, title, label, pollId, rowId, onClose }: NotMeSheetProps) {
  const notMe = useNotMe(pollId)
  return (
    <SaySheet
      {...{ id, title, label, onClose }}
      draft={`not-me:${rowId}`}
      lead="写下来以后，社区和居务监督委员会都看得到，由他们去查清楚这一票是怎么来的。"
      act="告诉他们"
      busy={notMe.isPending}
      error={notMe.error}
      onSay={(text, forget) =>
        sendForm(
          notMe,
          { rowId, text },
          {
            forget,
            onSuccess: () => {
              onClose()
              showToast('已经告诉社区和居务监督')
            },
          },
        )
      }
    />
  )
}
