/** A paragraph, a list, numbered steps, a command to type. */
export type Block = { p: string } | { list: string[] } | { steps: string[] } | { code: string }

/** Tables follow the blocks of the sections `fields`, `figures` and `keys`. */
export type SectionId = 'what' | 'rule' | 'map' | 'ledger' | 'places' | 'fields' | 'figures' | 'keys' | 'county' | 'data' | 'disclaimer'

export interface HelpWords {
  title: string
  lead: string
  contents: string
  print: string
  sections: { id: SectionId; title: string; blocks: Block[] }[]
  fieldHead: [string, string]
  figureHead: [string, string]
  figures: { cases: [string, string]; perTen: string; unlocated: [string, string]; compare: [string, string]; states: string }
  now: string
  keyHead: [string, string]
  keys: [string, string][]
}

export const zh: HelpWords = {
  title: '使用说明',
  lead: '枫图把矛盾纠纷台账变成一张看得懂的地图：哪里多、哪里在变多、办到哪一步。',
  contents: '目录',
  print: '打印',
  sections: [
    {
      id: 'what',
      title: '枫图是什么',
      blocks: [
        { p: '一张县域地图，用调解员本来就在填的台账着色：按乡镇、村（社区）、网格三级，看件数、每万人件数、化解率、超期件和走势。地图、表格和主要数字来自同一版数据，随时对得上，一件不差。' },
        { p: '它在本单位的一台电脑或服务器上运行，不需要互联网，不向外发送任何数据。' },
      ],
    },
    {
      id: 'rule',
      title: '一条底线：只记地方和案件，不记人',
      blocks: [
        { p: '枫图按地点、时间、类别计数。人只以数目出现（如“涉及 3 人”）。' },
        { list: [
          '姓名、身份证号、电话、住址的列，导入时一律拒收，不进数据库，也不进日志；夹在文字里的，先遮盖再入库；少见的姓名、句中没有称谓的姓名可能遗漏，请尽量不在正文写真名。',
          '重点人员、稳控措施等管控人员的列，直接拒绝，并在预览中写明。',
          '没有人员名册，不显示工作人员的位置，不给任何人排名。',
          '上传的台账文件不保存，日志中没有台账内容。',
        ] },
      ],
    },
    {
      id: 'map',
      title: '看图',
      blocks: [
        { steps: [
          '打开首页即是全县。着色越鲜明，件数越多；图例写明每一级的范围。',
          '点一个乡镇进入它的各村，再点进入网格；左上方的路径和浏览器的后退键都可以返回。',
          '在上方选时段、纠纷类型、风险等级、办理阶段，地图、走势、排名一起变。',
          '“着色依据”可改为每万人件数；“表格”给出同样数字，可下载 CSV。',
          '“复制链接”得到的网址打开即见同样的画面，可发给同事。',
        ] },
      ],
    },
    {
      id: 'ledger',
      title: '导入台账',
      blocks: [
        { steps: [
          '在“导入台账”页拖入文件：xlsx、xls、csv、tsv，或它们的 zip、gz 压缩包。不必先整理格式。',
          '看预览：新增、更新、重复、范围外、非案件、退回，各项相加等于读取的行数。先看哪些列拒收，再看列的含义，不对就改；拿不准的地方会问您。',
          '点“导入”。整份导入，要么全部成功，要么什么都不变。装了几个县时，按钮上方写明导入到哪个县；换了县，会按那个县重新预览。',
          '同一份台账再导入一次，什么都不会变；上周的件这周有了进展，会更新而不会重复。',
          '导错了，在“导入记录”里整批撤销；其他台账也写到的件会留下。',
        ] },
        { p: '大的工作簿在单独的进程里读取，不影响别人看图；提示“工作簿太大”时，请另存为 CSV，或按月分成几个文件。' },
        { p: '退回的行可以下载，每行附原因；改好后把整份台账再导入一次即可。在服务器上用 fengtu import 时加 --rejects 退回.csv，有退回的行才写这个文件。' },
      ],
    },
    {
      id: 'places',
      title: '定地点',
      blocks: [
        { p: '枫图依次按区划代码、乡镇内的村名、坐标来定位。写法拿不准的不猜，放进“地点待定”：计入全县合计，不在图上着色。' },
        { steps: [
          '打开“地点待定”，同样写法的纠纷归在一起。',
          '候选地点一点即定；都不是，就用中文、拼音或首字母查找。',
          '勾选“记住这个写法”，以后的台账再这样写，直接落图。',
          '定错了，在“本次已定”里点它重新选。',
        ] },
      ],
    },
    {
      id: 'fields',
      title: '导入时认得什么',
      blocks: [
        { p: '表头在哪一行由程序来找：上面有合并的标题行、两层表头、多个工作表都可以。下表是各项内容常见的表头写法，写法不同也可在预览中指定。' },
        { list: [
          '日期：2024.3.5、3月5日（年份取自标题）、20240305、3.12-3.15、Excel 序列值、全角数字。',
          '金额：1.2（万元列）、9000元、约2万。人数：3、4人、2户4人。',
          '等级：红、红色、一级(红)、重大；状态：已化解、调解成功、正在调处、移交县级……',
          '同上、〃，只在首行写的乡镇，小计、合计、落款、零报告。',
          '村名的简称、“村委会”“社区居委会”等后缀、合并前的旧名旧代码；错别字只作为候选，从不自动采用。',
          '坐标：WGS-84、CGCS2000 及三度带、GCJ-02、BD-09；经纬度写反会发现，落在县外的不采用。',
        ] },
      ],
    },
    { id: 'figures', title: '每个数字怎么算', blocks: [{ p: '数字旁边停留或点按，可见它的时段和算法。比率总是连同两个数一起给出。' }] },
    { id: 'keys', title: '键盘', blocks: [{ p: '全部操作都可以只用键盘：Tab 换到下一项，回车或空格按下。' }] },
    {
      id: 'county',
      title: '换成自己的县',
      blocks: [
        { p: '把本县的区划做成一个底图包：写一个 source.json，说明每个图层的文件、级别、字段和坐标系，然后在服务器上运行三条命令。' },
        { code: 'npm run fengtu -- pack build 我的县/ --out 我的县.zip\nnpm run fengtu -- pack check 我的县.zip\nnpm run fengtu -- pack install 我的县.zip' },
        { p: '图层可以是 GeoJSON、打包的 Shapefile、KML 或 CSV。只有点位的村画成近似范围（虚线），什么都没有的村照样在表格和合计里。同一乡镇里只差后缀的两个单位会提醒，可用别名区分。换新版底图包，案件一件不丢。详见项目 README。' },
        { p: 'pack list 列出已安装的县；pack remove 代码 删除一个县及其全部案件，不能恢复，要输入县名确认。示例县（990101000000）删除后不会再装。' },
      ],
    },
    {
      id: 'data',
      title: '数据在哪里，怎样备份',
      blocks: [
        { p: '全部数据在服务器的 data 目录（可用 FENGTU_DATA 指定）。内置数据库的备份办法：停止服务，复制整个目录，再启动；恢复时放回原处。用 DATABASE_URL 接自己的 PostgreSQL 的，按本单位的数据库备份办法执行。' },
        { p: '每次写入，数据版本加一；图例和导入结果都写着版本号，两个人看到的数字不同时，先比版本号。' },
      ],
    },
    {
      id: 'disclaimer',
      title: '地图声明',
      blocks: [
        { p: '本系统供内部工作使用，界线仅供工作参考，不作为划界依据；虚线的范围为推算。公开展示地图须经审核并标注审图号。涉密测绘成果不得放入本系统。' },
      ],
    },
  ],
  fieldHead: ['内容', '常见的表头'],
  figureHead: ['数字', '含义'],
  figures: {
    cases: ['件数', '所选范围和时段内发生的矛盾纠纷，按发生（排查）日期计；重复上报的计一件；地点待定的也在内。'],
    perTen: '每万人件数',
    unlocated: ['地点待定', '台账写法不明、等人确认地点的件数。图例只算当前范围（所选的时段和筛选），图上的件数加上它等于合计；页面上方和“地点待定”页算全部，不分时段和筛选。乡镇写明、只是村不明的，在乡镇一级先计入该乡镇。'],
    compare: ['较上期、较去年同期', '上期是紧接在前、同样长的时段；去年同期是去年的同样几天；正好十二个月时两者相同，只列一次。三者都以今天的办理状态计算。时段不限时不作比较。'],
    states: '办理阶段',
  },
  now: '现在全县全部时间：{value}',
  keyHead: ['按键', '作用'],
  keys: [
    ['Tab、Shift+Tab', '下一项、上一项；首次按 Tab 可跳到主要内容'],
    ['方向键', '移动地图（焦点在地图上时）'],
    ['+、−', '放大、缩小地图'],
    ['Esc', '地图上返回上一级；关闭菜单和对话框'],
    ['1–9', '地点待定：选第几个候选地点'],
    ['↓ ↑ 或 j k', '地点待定：下一个、上一个写法'],
    ['/', '地点待定：查找地点'],
  ],
}

export const en: HelpWords = {
  title: 'Help',
  lead: 'Fengtu turns a ledger of disputes into a map that can be read: where there are many, where they grow, how far they have got.',
  contents: 'Contents',
  print: 'Print',
  sections: [
    {
      id: 'what',
      title: 'What Fengtu is',
      blocks: [
        { p: 'A map of the county, coloured from the ledgers that mediators keep anyway: by town, village and grid cell, with cases, cases per 10,000 residents, resolution rate, overdue cases and trend. Map, table and headline come from one revision of the data and agree to the case.' },
        { p: 'It runs on one computer or server of your office, needs no internet and sends nothing out.' },
      ],
    },
    {
      id: 'rule',
      title: 'The ground rule: places and cases, never persons',
      blocks: [
        { p: 'Fengtu counts by place, time and category. People appear as numbers only ("3 people involved").' },
        { list: [
          'Columns of names, ID numbers, phones and home addresses are refused and reach no database and no log; inside free text they are masked before anything is stored. Rare names, and names in mid-sentence without a role, may be missed: avoid real names in texts.',
          'Columns that serve the control of persons are refused, and the preview says so.',
          'There is no register of persons, no position of staff, no ranking of anybody.',
          'The ledger file is not kept, and no content of it reaches a log.',
        ] },
      ],
    },
    {
      id: 'map',
      title: 'Reading the map',
      blocks: [
        { steps: [
          'The first page shows the whole county. The stronger the colour, the more cases; the legend gives the range of each class.',
          'Click a town to see its villages, and a village to see its grid cells; the path at the top left and the back key return.',
          'Choose period, category, risk colour and stage above: map, trend and ranking change together.',
          'Colour by cases per 10,000 residents if you like; the table holds the same numbers and can be downloaded as CSV.',
          '"Copy link" gives an address that opens this very view, for a colleague.',
        ] },
      ],
    },
    {
      id: 'ledger',
      title: 'Importing a ledger',
      blocks: [
        { steps: [
          'Drop a file on the page "Import a ledger": xlsx, xls, csv or tsv, or a zip or gz of them. No need to tidy it first.',
          'Look at the preview: new, updated, duplicate, out of scope, not a case and rejected add up to the rows read. See first which columns stay out, then what the others mean, and change what is wrong; what is unsure is asked.',
          'Press Import. All of the ledger comes in, or nothing changes. Where several counties are installed, the county that it goes into stands above the button; in another county it is previewed again.',
          'The same ledger again changes nothing; a case carried over from last week is updated, not doubled.',
          'A wrong import is undone as a whole in the list of imports; cases that another ledger tells of as well stay.',
        ] },
        { p: 'A large workbook is read in a process of its own and holds nobody up; if it is too large to read at once, save it as CSV or split it by month.' },
        { p: 'Rejected rows can be downloaded with the reason beside each; correct them and import the whole ledger again. On the server fengtu import takes --rejects FILE, which is written only when a row was rejected.' },
      ],
    },
    {
      id: 'places',
      title: 'Settling places',
      blocks: [
        { p: 'Fengtu locates a case by area code, then by the village name inside its town, then by coordinates. It never guesses: unclear words wait under "Place unknown", count in every total and colour nothing on the map.' },
        { steps: [
          'Open "Place unknown": cases with the same words stand together.',
          'One press on a proposal settles them; if none is right, search by Chinese, pinyin or initials.',
          'With "Remember these words" later ledgers find the place by themselves.',
          'A slip is put right under "Settled just now".',
        ] },
      ],
    },
    {
      id: 'fields',
      title: 'What the importer understands',
      blocks: [
        { p: 'It finds the header by itself, under merged titles, on two levels, in any of several sheets. These are usual headers for each field; any other can be chosen in the preview.' },
        { list: [
          'Dates: 2024.3.5, 3月5日 (year from the title), 20240305, 3.12-3.15, Excel serials, full-width digits.',
          'Amounts: 1.2 in a column of 万元, 9000元, 约2万. People: 3, 4人, 2户4人.',
          'Colours: 红, 红色, 一级(红), 重大; statuses: 已化解, 调解成功, 正在调处, 移交县级 …',
          'Ditto marks, a town written on the first row of its block only, sub-totals, footers, nil reports.',
          'Short names, suffixes such as 村委会, names and codes from before a merger; typing errors are proposed, never applied.',
          'Coordinates in WGS-84, CGCS2000 and its 3-degree zones, GCJ-02, BD-09; swapped ones are found, those outside the county are not used.',
        ] },
      ],
    },
    { id: 'figures', title: 'How each figure is made', blocks: [{ p: 'Rest on a figure or tap it to see its period and rule. A rate always comes with its two numbers.' }] },
    { id: 'keys', title: 'Keyboard', blocks: [{ p: 'Everything works without a mouse: Tab goes on, Enter or the space bar presses.' }] },
    {
      id: 'county',
      title: 'Bringing your own county',
      blocks: [
        { p: 'Make a county pack: write a source.json that names the file, level, fields and coordinate system of each layer, then run three commands on the server.' },
        { code: 'npm run fengtu -- pack build my-county/ --out my-county.zip\nnpm run fengtu -- pack check my-county.zip\nnpm run fengtu -- pack install my-county.zip' },
        { p: 'Layers may be GeoJSON, zipped Shapefile, KML or CSV. A village with only a point gets an approximate cell (dashed); one with nothing stays in every table and total. Two units of one town that differ by their suffix only are told, and an alias tells them apart. A new version of the pack loses no case. The README tells more.' },
        { p: 'pack list shows the installed counties; pack remove CODE deletes one with all its cases for good and asks for its name first. The demo county (990101000000) does not come back once it was removed.' },
      ],
    },
    {
      id: 'data',
      title: 'Where the data lives, and backups',
      blocks: [
        { p: 'All data lies in the folder data on the server (or where FENGTU_DATA points). To back up the built-in database stop the service, copy the whole folder and start again; to restore, put it back. With a PostgreSQL of your own (DATABASE_URL), use your office’s way.' },
        { p: 'Every write raises the revision, which the legend and each import show: when two people see different numbers, compare revisions first.' },
      ],
    },
    {
      id: 'disclaimer',
      title: 'About the map',
      blocks: [
        { p: 'For internal use. Boundaries are for orientation and settle no claim; dashed ones are estimated. A map shown in public needs review and its approval number. Classified survey data must not be put into this system.' },
      ],
    },
  ],
  fieldHead: ['Field', 'Usual headers'],
  figureHead: ['Figure', 'Meaning'],
  figures: {
    cases: ['Cases', 'Disputes that occurred (or were screened) in the chosen place and period; one that was reported twice counts once; those without a place are in.'],
    perTen: 'Cases per 10,000 residents',
    unlocated: ['Place unknown', 'Cases whose words for the place wait for a person. The legend counts those of its selection (period and filter): with the cases on the map they make the total. The top of the page and the page of waiting places count all, whatever the period and filter. Where the town is plain and only the village is not, a case counts in its town.'],
    compare: ['vs previous, vs year ago', 'The period of the same length just before, and the same days a year earlier; for twelve whole months both are the same and told once. All by the status of today. An open period is not compared.'],
    states: 'Stage',
  },
  now: 'Now, whole county, all time: {value}',
  keyHead: ['Key', 'Does'],
  keys: [
    ['Tab, Shift+Tab', 'Next and previous item; the first Tab offers to skip to the main content'],
    ['Arrow keys', 'Move the map (when it has the focus)'],
    ['+, −', 'Zoom the map'],
    ['Esc', 'One level up on the map; closes menus and dialogs'],
    ['1–9', 'Place unknown: choose that proposal'],
    ['↓ ↑ or j k', 'Place unknown: next and previous words'],
    ['/', 'Place unknown: search'],
  ],
}
