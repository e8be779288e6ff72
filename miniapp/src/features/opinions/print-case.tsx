import { dateAndTime } from '@linli/shared/time'
import { printPage } from '@/platform/print-page'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import './opinions.scss'

interface PrintCaseProps {
  readonly number: string
  /** Under the sheet: whose it is and what may be done with it. */
  readonly foot: string
}

/** What is seen of the case, on paper, with the day it was printed; nothing where there is no printer. */
export function PrintCase({ number, foot }: PrintCaseProps) {
  const now = new Date()
  return (
    <>
      {printPage !== undefined && (
        <Box className="case-print-act">
          <Button kind="plain" small icon="document" onTap={printPage}>
            打印这一件
          </Button>
        </Box>
      )}
      <Box className="case-print">{`${number}，${dateAndTime(now, now)} 打印。${foot}`}</Box>
    </>
  )
}

/** What the person who told it may keep: the page as it stands, and so nothing that only staff read. */
export const ownPrintFoot = '和您在页面上看到的内容一样，请自己保管'
