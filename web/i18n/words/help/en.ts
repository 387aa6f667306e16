import type { HelpWords } from './words.ts'

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
      id: 'people',
      title: 'Who sees and does what',
      blocks: [
        { p: 'An account has one post or several: a role and an area, and for mediators and departments the organisation too. The top right shows the post in use, and changes it where there are several. A case outside the area is answered as one that does not exist.' },
        { p: 'Sensitive cases (family violence, minors, suicide and such) stand at town level on the map and in figures; their text is for the handling organisation alone, and each reading is written into the audit log, once in a quarter of an hour.' },
        { p: 'Small counts are protected: a screen wall hangs where anybody looks, and is told aggregates only. One or two cases read “<3”; another number from which they would follow by subtraction reads “—”, hatched on the map; that may be large or small and does not mean none. Map, table, ranking, trend and downloaded table all use the same numbers. Those of a year are worked out once, and are the same for every screen however often it asks; it may ask for whole months, whole years and all time, without conditions such as category or tier. Villages have their count of the year; towns and the county those by month and by kind as well. Posts that read cases see every number.' },
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
        { p: '"Compare": one press holds the view against the period before or the year before, a second one against another period, another place of the same level or another category. Both sides have the same filter and the same revision of the data, and differ in that one thing. The filled name is the side on show, the dashed one what it is held against, everywhere alike. The cross beside the name, or "End the comparison", leads back; undo, redo and links keep the comparison.' },
        { list: [
          'Difference: plum where the side on show has more, ruled green where it has fewer, white where both are about the same; the classes are symmetric about 0 and begin at round numbers. With cases per 10,000 residents it is those that are subtracted.',
          'Hatched and pale: few cases, so the difference may be chance. If the cases of both sides were as likely to fall on either (for periods of different length, by their days), a difference as great or greater would come up with a probability of at least 0.1 (exact binomial test, two-sided). Without the hatch it is hardly chance, which says nothing of the cause; and of many places some differ by chance.',
          'Where two periods differ in length by more than 4 %, every difference is reckoned by days, and it says so; the figures of either side are as they were counted. Below 10 cases on the other side there is no per cent.',
          'An earlier period counts as its cases stood back then, on the day that is named: as many days after its end as today is after that of the period on show (for the year before, today a year ago). Closed later, a case was pending; without a closing day it counts as it stands today; cases that were registered later are counted, too. Under a filter by marks, by transferred or by only one of open and in progress periods are not compared, for how cases stood so is not on record.',
          'Side by side: both maps have one scale, and moving one moves the other; two places are each seen whole. The trend lays the first days of both periods over one another and leaves out a last week or month that is cut short.',
          'An open period has none before it; a place or a category is not compared with itself; a screen wall has no comparison.',
        ] },
      ],
    },
    {
      id: 'card',
      title: 'Place card: everything about one place',
      blocks: [
        { p: 'Press "Place card" beside the path, the sign behind a place of the ranking, or click once more on the place that is chosen already: its card opens on the right, for the county, a town, a village or a grid cell. Esc closes it, the address holds it, and "Print" gives one page of A4.' },
        { list: [
          'Cases are those of the chosen period and kinds; what is open today, and the months kept, do not depend on the filter. All of a card is of one data revision.',
          'Why a place has more, and what was to be expected, is worked out apart and follows; where there are too few cases, or nothing to compare with, the card says so and judges nothing.',
          'Sensitive cases, and cases of which only the town is known, count in the town alone: that is what the parts of a place lack.',
          'Posts that see aggregates only, such as the screen wall, have no cards; to the post of one town, neighbours beyond it are only counted.',
        ] },
        { p: 'Months kept go by the ledger alone, back from the last whole month. Months in which the town reported nothing are not counted: nobody knows whether there was none or none was told. No case: not one dispute here (towns and wider areas have none of this). No lawsuit: none from the court, and none terminated or declined with the way to court pointed out. Free of three: none that reached police (110) or court, none about a road accident, none from the petition office. Crimes, industrial accidents and the registers of court and petition office are not in the ledger: ask those who keep them before you award anything. How many cases may be from here, or went nobody knows where, stands beside it. Awards are printed as the pack tells them.' },
        { p: 'Facilities and gaps: towns and villages are to have a mediation committee, levels with a checklist a governance centre; where one is missing, the nearest is named with its distance in a straight line. Staff are head counts of organisations, and nobody is named.' },
      ],
    },
    {
      id: 'hotspots',
      title: 'How hot-spots are worked out and read',
      blocks: [
        { p: 'Hot-spots answer one question: where are there more disputes than chance would bring? Choose a layer above the map; the list stands beside it. Each place has one sentence that can be read aloud; the numbers are behind "The figures".' },
        { p: 'First comes what was to be expected: how many cases a place would have in ordinary times. The cases of the whole county in those days are shared out by residents; without residents by the share each place had of the year before; where there is neither, what is missing is said and nothing is judged. Which of these was used stands above the list. A peak of the whole county (spring irrigation, harvest, festivals) lifts every place and names none; whether the county has more than earlier years suggest is said in a sentence of its own.' },
        { list: [
          'A colour speaks of a place and those around it: together they have more, or fewer, and single places among them may have no case at all. The list names those that are high themselves, and only they are marked "high" on the map; a place that is high by itself, not with those around it, has a dotted colour of its own.',
          'The list goes by evidence and not by counts: a large village has many cases anyway and need not be on it; a small one that is high together with its neighbours may lead it.',
          '"No place stands out" is a finding: chance alone makes places differ as much. It does not mean that there are no cases.',
          'Where cases are too few, that is said, and no colourful map is drawn. A longer period or wider areas help.',
          'A click on a place, in the list or on the map, opens its card; another one goes there. In the card, bars are what came, the thin line is what was to be expected, the pale band is what is usual: ninety-five of a hundred bars lie in it. One bar in forty above it is ordinary; several in a row are worth a look.',
          'A burst is a group of places and days with a sudden rise over what is usual there; several cases of one village on one day count once, and places that were high all along stand under "Hot-spots". It says how hard it is to come by chance: up to today, how many days pass until chance brings one like it; looking back at a past period, in how many tries chance would bring one at most.',
          'The time slider plays cumulatively, to see it pile up, or window by window, to see it change. Card and slider stay through reloading, in links and with the back key, and the slider stays where it stands when cases come in.',
          'Density draws nothing around fewer than five cases and so points at no house; spots where trouble comes back are shown to posts that read every case of their area.',
          'More and fewer are against what was to be expected, not against the average village.',
        ] },
        { p: 'What is not claimed:' },
        { list: [
          'It is about places and cases. It is no verdict on anybody, nor on any office.',
          'It cannot tell more trouble from better reporting. Places that report little look cold.',
          'Many cases do not mean poor work: see the resolution rate and the overdue cases for that.',
          'It is about what has happened and does not foretell next month. How much the list is worth for that is in "Tried on past months".',
          'Sensitive cases count in their town only and are in no village\'s hot-spot; posts that see only aggregates read "<3" for 1 or 2.',
        ] },
        { p: 'Tried on past months: on the first day of each past month the list that would have been shown that day is held against all cases of that month, those of no village too. The hit rate is the share of them on the list; concentration (PAI) is how many times what residents alone would give, so 1 is of no use; beside the best (PEI) is the share of what the best list of that length would have caught. Two old ways stand beside it: ranking by last month\'s counts and by a year\'s. Where those do better, it says so.' },
        { p: 'The same data and the same question give the same result on every computer: draws come from a fixed seed. Downloads as CSV and GeoJSON name the method, its parameters and the revision of the data. Methods: Getis–Ord Gi*, local Moran\'s I, space-time cube with the Mann–Kendall trend, Kulldorff scan, kernel density; the whole map is tested at once, with false alarms held down after Benjamini–Hochberg.' },
      ],
    },
    {
      id: 'ranks',
      title: 'Rises, ranks and the figures of towns',
      blocks: [
        { p: 'What rises is held against the period before (as long, just before) and against the same days a year earlier. A "clear rise" has passed two tests: the difference is more than chance makes of so few cases (of both counts together, how many fall to the period now; where the counts of a county are restless by nature, that is allowed for), and it does not come of looking at many rows at once. Of those named one in ten at most is chance on average; of counties in which nothing changed, one in ten at most has any that is named. Of too few cases nothing is said.' },
        { list: [
          'The strongest evidence comes first, not the greatest multiple: from 3 to 6 is twice as many, too, and means nothing.',
          'Where the record does not reach back, where days between were not imported, or where the period is open, that is said; nothing is held against half a period.',
          'Ranks are of rates per 10,000 that were drawn to that of all: the fewer the residents, the more, so that a few cases do not toss a small town up and down. "2 to 5" is where the true rank lies with nine chances in ten; where ranges overlap nobody can tell who comes first.',
          'The figures of towns come from the case ledger alone; they are not the six official indicators. A warning means that a figure and its whole interval lie on the bad side of all together. Each figure opens its two numbers and its rule.',
          'What looks too good is to be checked as well: no case for weeks while the others report; all resolved, even what has only just happened. How hard that is to come by chance is said.',
          'Places are ranked, never persons, and no office is judged: many cases may be much trouble, or good reporting.',
        ] },
        { p: 'Methods: the conditional test of two counts (Przyborowski and Wilenski, mid-p, beta-binomial), Benjamini–Hochberg, gamma–Poisson and beta-binomial empirical Bayes (Clayton and Kaldor, Kleinman, Morris), ranks by seeded draws.' },
      ],
    },
    {
      id: 'enter',
      title: 'Entering a dispute',
      blocks: [
        { steps: [
          'Open "Enter". The date is today already; write a village or grid cell in Chinese, pinyin or initials, or click on the map.',
          'A category may be typed by its two digits; give people, amount and what happened, without names, phones or ID numbers. Those are masked, and you are told what was.',
          'On the right stand the cases within 500 m and 14 days: look whether it was entered already.',
          'Ctrl+Enter enters it. It gets its code and a tier that the rules propose; the centre sets the tier.',
        ] },
        { p: 'What is half written stays in this tab until you come back, and goes when you sign out.' },
      ],
    },
    {
      id: 'case',
      title: 'Working on a case',
      blocks: [
        { p: '"My work" has in order what waits: overdue, due today, calls to answer, cases to accept, visits to pay. On the page of a case the next steps are those that your post can make now; one that cannot be made says what is missing.' },
        { list: [
          'Three colours: the tier is set at triage, with its reason. Tiers that demand a plan and a lead post are not dispatched without. The lead post is an office, never a name.',
          'Calls: the centre calls departments with a reason and a limit in working days; each reports in, acts and gives a result, on clocks of their own; in time or late stands on the case.',
          'Deadlines follow the settings of the county, in calendar or working days (with the shifted ones). What is due soon turns yellow, what is overdue red with its days.',
          'Supervision: a leader asks on the page of the case, the handling organisation answers, on its own clock.',
          'Agreement: written or oral. A written one can be confirmed by a court within 30 days.',
          'Attachments: documents and photos of places; where a photo was taken is removed. No identity papers, no faces.',
          'What happened some days ago gets the day on which it happened; "Show a day" shows the case as it was on any past day.',
          'When two people work on one case, the second sees what the first changed, and loses nothing typed.',
        ] },
      ],
    },
    {
      id: 'moves',
      title: 'Every step of a case',
      blocks: [{ p: 'This table is the rule that the program follows: who makes a step, from where, what it asks for and what it waits for.' }],
    },
    {
      id: 'cases',
      title: 'The ledger, and exports',
      blocks: [
        { list: [
          '"Ledger" lists the cases page by page under the filter of the map; it also filters by status, handling organisation and overdue (the numbers under "Overdue" on the map lead there, those of the period and those from before), and searches code, organisation and summary.',
          '"Columns" chooses what is shown; "Views" keeps filter, order and columns, for you or for the county.',
          'A centre can choose several cases and give them to one organisation at once; when one of them cannot be given, none is.',
          '"Export" gives exactly what is filtered, as Excel, CSV or GeoJSON; the name of the file tells the main filter, and an Excel file has a sheet "About". Filter and number of cases are written into the audit log.',
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
      id: 'bodies',
      title: 'Organisations and settings',
      blocks: [
        { list: [
          '"Organisations": committees of every level, centres, courts, stations, departments. Names of organisations or of named rooms; of staff, numbers only. "Coverage" tells which villages have no committee, what each centre lacks, and how punctually departments answer calls.',
          '"Settings" are changed by the system administrator: tiers and rules, deadlines, holidays, routing, checklists, subsidy rates. What the county has not decided follows the standard: please check it against your rules.',
          'Holidays: the years announced so far are built in; load the next one here when it is announced at the end of a year, for deadlines in working days depend on it. A year is replaced as a whole.',
        ] },
      ],
    },
    {
      id: 'meetings',
      title: 'Meetings and action items',
      blocks: [
        { p: 'The page "Meetings" keeps the meetings that look into disputes: who held theirs and who did not, what was decided, which organisation carries it out, and what is overdue. How often each level meets the county decides (Settings, Meetings); it starts as villages weekly, towns twice a month, the county monthly, its secretary every quarter.' },
        { list: [
          'The calendar: a line is an area, a column a period. A week runs from Monday to Sunday, half a month to the 15th or to its end. Any day of the period holds it, and a second meeting counts no more. ● held, ○ not held, … running, – not owed. A cell opens its meeting, or the form to enter it.',
          'A running period is not missing and counts in no rate; an area owes from its first whole period on; where no first day is set, counting begins with the first meeting that the county entered.',
          'Centre clerks and leaders enter meetings: title, minutes, hard cases solved, cases talked about, and decisions (what, which organisation, by when, where). Write what, not who: names are masked when it is saved, and only an organisation can be responsible. What is not saved yet stays on the page.',
          'Action items stand by their due day, with the days that they are overdue. Tick one off with its result; one that is dropped needs a reason. The next meeting begins with this list. What is given to an organisation further down is seen there too, and ticked off by the level that decided it.',
          'One entered by mistake is deleted by the account that entered it, until an item of it is finished. "Print the minutes" gives a page of A4.',
          'A meeting of a village, and a decision about one, says nothing of family violence, minors or suicide: whoever sees it would know the village. Write it into a meeting of the town, or give the code of the case alone. Sensitive cases of a village meeting are named to the organisation that handles them and to the centre.',
          'A town sees its own meetings and those of its villages; a mediator organisation sees the calendar and its own items, and no minutes.',
        ] },
      ],
    },
    {
      id: 'present',
      title: 'Views, presentations and the record of a meeting',
      blocks: [
        { p: 'A topic brings its map: what rises, red cases pending, overdue, relapsed, the resolution rate, cases per 10,000. A map that you choose yourself stays when you go to another topic; "Show this topic’s map" on the map changes it.' },
        { p: '"Views" above the map keeps what is on show (place, filter, layer, topic, where the map looks), to come back to it later; once it is shared, colleagues who see that place can use it, too. A period such as "last 12 months" moves on with the days; dates of your own stay.' },
        { steps: [
          'Beside "Views" there is "Present in a meeting". The usual course needs no preparing: overview, what rises, hot-spots, red cases, deadlines, resolution, meetings, the coming month.',
          'For a course of your own make a new presentation: add what the map shows, or saved views; move slides up, down or by drag. A slide may have a title, and a note for the presenter alone. 40 slides at most. Once it is shared, posts that read the cases of the area can present it, with the slides that they may see; notes reach centre clerks and leaders.',
          'The first slide names the meeting, the second lists what was decided before and is not done yet, the last is the record. Clickers, arrow keys and the space bar turn the pages; ? shows all keys.',
          'P draws on the map. Strokes stay on their ground and on their slide, and are gone with the presentation. You can still go into a town by a press on the map; → goes on with the course.',
          'N takes down minutes and decisions: what, by which organisation, by when. Check them on the last slide and enter them as a meeting; names and numbers are masked. Until then they are in this tab alone.',
        ] },
        { p: 'Without a network the slides seen before go on, and the corner says how old their data are. Five minutes before the screen locks for want of use it says so: press any key.' },
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
    {
      id: 'figures',
      title: 'How each figure is made',
      blocks: [
        { p: 'Rest on a figure or tap it to see its period and rule. A rate always comes with its two numbers.' },
        { list: [
          '“At a standstill” counts from the day on which a case came to its present step; of one that a ledger alone tells of nobody knows that day, so it counts from the day of occurrence, and says so.',
          'The resolution rate looks at what became of these cases (accepted in the period, resolved by today); “closed ÷ accepted” looks at what came in and went out, and can exceed 100% where older cases were closed. “Resolved within 30 days” counts cases that are at least 30 days old.',
          'Each stage from agreement to follow-up has a denominator of its own: agreed cases for performance, written agreements alone for confirmation, resolved cases for follow-up. Not done and not recorded are drawn apart; where something is not recorded the share is said as “at least”. What is not of the denominator is not counted above it but told as a contradiction; a case reopened after its close begins anew, and a sentence says how many did.',
          'Where a figure looks too good it says why: few cases, closed on the day they came in, closings heaped at the end of months, no agreement or no follow-up, a town that reports nothing, cases picked by their outcome. A view filtered by marks, by transferred or by only one of open and in progress is not compared with earlier days: how cases stood so is not on record. Every sentence follows from the numbers.',
          'Relapses count in the period of their reopening. Places of several cases stand in the order of how rare that is (against the county in as many days, by residents): an order and no verdict. Sensitive cases count in their town and stand at none of these places.',
        ] },
      ],
    },
    { id: 'keys', title: 'Keyboard', blocks: [{ p: 'Everything works without a mouse: Tab goes on, Enter or the space bar presses.' }] },
    {
      id: 'office',
      title: 'Accounts, passwords, audit',
      blocks: [
        { list: [
          'Three administrators: the system administrator makes accounts and settings, the security administrator grants posts and sets the policy, the audit administrator reads the log. None holds two of these, none sees a case.',
          'An account carries the name of a post, never of a person. Its one-time link goes to its holder, who sets the password; the security administrator lets it in.',
          'Passwords, locks, time-outs and one session for each account follow MLPS level 2 and can be changed by the security administrator. The second factor is an authenticator app, set up under "My account".',
          'When a session ends the page is locked; what was half written is there again after signing in.',
          'The audit log holds who, when, from where and what. "Verify" checks every line; note the head elsewhere, and even a chain that was written anew is found out.',
        ] },
      ],
    },
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
    compare: ['vs previous, vs year ago', 'The period of the same length just before, and the same days a year earlier; for twelve whole months both are the same and told once. Earlier periods count as their cases stood back then (the year before as of today a year ago): closed later, a case was pending; without a closing day it counts as it stands today. Hover to see the day. An open period is not compared.'],
    states: 'Stage',
  },
  now: 'Now, whole county, all time: {value}',
  roleHead: ['Role', 'Does', 'May'],
  hotHead: ['Layer', 'What it answers', 'What the map says'],
  hotDensity: ['Heat', 'Where cases with coordinates lie most densely; spots where trouble comes back are listed'],
  sureHead: ['Said as', 'Meaning'],
  courseHead: ['Change (cold ones the other way round)', 'When it is said'],
  sure: 'Of 100 places on the map that are said to be so, {share} are wrong on average at most',
  moveHead: ['Step', 'Made by', 'From and to', 'Asks for, waits for'],
  movers: {
    centre: 'The centre',
    holder: 'The handling organisation, or the centre for it',
    called: 'The department that was called, or the centre for it',
    above: 'The organisation it was escalated to, or a centre above',
    eitherEnd: 'The organisation it was escalated to, or a centre, also the one that escalated it',
    entrant: 'The organisation that entered it, or the centre',
    involved: 'Whoever handles, entered, takes part or was called, and the centre',
  },
  everyActive: 'any stage before the close',
  stays: 'the stage stays',
  keyHead: ['Key', 'Does'],
  keys: [
    ['Tab, Shift+Tab', 'Next and previous item; the first Tab offers to skip to the main content'],
    ['Arrow keys', 'Move the map (when it has the focus)'],
    ['+, −', 'Zoom the map'],
    ['Esc', 'One level up on the map; closes a place card, menus and dialogs; folds the step that is being filled in, and keeps it'],
    ['Ctrl+Enter', 'Enter the dispute; send the step that is being filled in'],
    ['↓ ↑', 'Ledger: next and previous row; Enter opens, the space bar chooses'],
    ['1–9', 'My work: open that case; place unknown: choose that proposal'],
    ['↓ ↑ or j k', 'Place unknown: next and previous words'],
    ['→ ←, PageDown PageUp', 'Presentation: next, back; Home and End, a number and Enter, B black, P pen, N record, F full screen, Esc leave'],
    ['/', 'Ledger: search; place unknown: search'],
  ],
}
