import { AppError, type Say } from '../../contract/error.ts'

/** Why a file cannot be read as a ledger; every one tells what to do. */
export const UNREADABLE = {
  ledger_empty: {
    zh: '文件是空的，请检查后重新上传',
    en: 'The file is empty: check it and send it again',
  },
  ledger_corrupt: {
    zh: '文件已损坏或没有传完整，请重新导出或另存后再上传',
    en: 'The file is damaged or incomplete: export or save it again',
  },
  ledger_password: {
    zh: '工作簿设有打开密码，请取消密码后另存再上传',
    en: 'The workbook has a password: remove the password, save it and send it again',
  },
  ledger_pdf: {
    zh: '这是 PDF 文件，不是表格。请上传原始的 Excel 或 CSV 台账',
    en: 'This is a PDF, not a table: send the Excel or CSV ledger that it was made from',
  },
  ledger_word: {
    zh: '这是 Word 文档，不是表格。请把其中的表格复制到 Excel 后上传',
    en: 'This is a Word document, not a table: copy its table into Excel and send that',
  },
  ledger_slides: {
    zh: '这是演示文稿，不是表格。请上传 Excel 或 CSV 台账',
    en: 'This is a presentation, not a table: send an Excel or CSV ledger',
  },
  ledger_picture: {
    zh: '这是图片，不是表格。请上传 Excel 或 CSV 台账',
    en: 'This is a picture, not a table: send an Excel or CSV ledger',
  },
  ledger_not_table: {
    zh: '无法识别的文件，不是表格。请上传 xlsx、xls、csv、tsv 或它们的 zip、gz 压缩包',
    en: 'Not a table that can be read: send xlsx, xls, csv or tsv, or a zip or gz of them',
  },
  ledger_archive: {
    zh: '这种压缩包（rar、7z）无法打开，请解压后上传，或改用 zip',
    en: 'Archives of this kind (rar, 7z) cannot be opened: unpack it, or use zip',
  },
  ledger_zip_nothing: {
    zh: '压缩包里没有台账。请放入 xlsx、xls、csv 或 tsv 文件',
    en: 'The archive holds no ledger: put xlsx, xls, csv or tsv files into it',
  },
  ledger_zip_password: {
    zh: '压缩包设有密码，请用不带密码的压缩包上传',
    en: 'The archive has a password: send one without',
  },
  ledger_bomb: {
    zh: '压缩包解开后异常巨大，已拒绝。请直接上传未压缩的文件',
    en: 'The archive grows beyond reason when unpacked and was refused: send the plain file',
  },
  ledger_too_large: {
    zh: '工作簿太大，无法一次读入。请另存为 CSV 后上传，或按月分成几个文件',
    en: 'The workbook is too large to read at once: save it as CSV, or split it by month',
  },
  ledger_quote_open: {
    zh: '有一处引号没有成对，后面的内容无法分列。请在表格软件中重新另存为 CSV',
    en: 'A quotation mark is never closed, so columns cannot be told apart: save it as CSV again',
  },
  ledger_html: {
    zh: '这是网页文件，里面没有表格。请在业务系统中重新导出 Excel',
    en: 'This is a web page without a table: export it again as Excel',
  },
  ledger_sheet: {
    zh: '没有这个工作表，请核对名称',
    en: 'There is no such sheet: check its name',
  },
  ledger_spent: {
    zh: '数据流只能读取一次，请重新上传',
    en: 'A stream can be read once: send it again',
  },
} satisfies Record<string, Say>

/** The error for a file that is no ledger (HTTP 422, or 413 when it is too large). */
export function unreadable(code: keyof typeof UNREADABLE, cause?: unknown): AppError {
  const status = code === 'ledger_too_large' || code === 'ledger_bomb' ? 413 : 422
  return new AppError(code, { status, say: UNREADABLE[code], field: 'file', cause })
}
