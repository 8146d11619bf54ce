"""Key habits: keys that people type from habit (BibTeX, JSON Resume, other generators), and what they are called here.

In: nothing. Out: for each kind of mapping the line to write, or what else to do. Every line names keys that the model
has, which a test holds.
"""

from __future__ import annotations

from collections.abc import Mapping

from sitegen import model

_PAPER = {
    "title: {value}": "name heading papertitle fulltitle titel",
    "authors: [{value}]": "author creator creators by names",
    "editors: [{value}]": "editor",
    "venue: {value}": "journal journaltitle journalname booktitle publication publicationname containertitle "
    "conference event eventtitle publishedin howpublished source proceedings",
    "venue: {{name: …, short: {value}}}": "abbr abbreviation venueshort publicationshort journalabbreviation "
    "shortjournal journalabbr venueabbr",
    "venue: {{name: …, publisher: {value}}}": "publisher",
    "venue: {{name: …, volume: {value}}}": "volume",
    "venue: {{name: …, issue: {value}}}": "number issue",
    "venue: {{name: …, pages: {value}}}": "pages page pagerange firstpage articlenumber",
    "venue: {{name: …, series: {value}}}": "series",
    "venue: {{name: …, place: {value}}}": "address location publisherplace eventplace place",
    "venue: {value}, and type: thesis or report": "school institution university",
    "date: {value}": "year issued published publisheddate publicationdate publishdate releasedate month day",
    "updated: {value}": "lastmod modified dateupdated datemodified revised",
    "type: {value}": "entrytype kind genre publicationtype publicationtypes pubtype category",
    "topics: [{value}]": "tags tag categories subjects subject topic area areas field fields",
    "keywords: [{value}]": "keyword",
    "summary: {value}": "tldr excerpt description teasertext lead oneliner abstractshort",
    "abstract: {value}": "abs abstracttext",
    "arxiv: {value}": "eprint arxivid arxivnumber archiveid",
    "arxiv_categories: [{value}]": "primaryclass eprintclass archiveprefix eprinttype",
    "doi: {value}": "doiurl digitalobjectidentifier",
    "ids: {{isbn: {value}}}": "isbn isbn13",
    "ids: {{issn: {value}}}": "issn eissn",
    "ids: {{pubmed: {value}}}": "pmid pubmed pubmedid",
    "ids: {{pmcid: {value}}}": "pmcid pmc",
    "ids: {{hal: {value}}}": "hal halid",
    "ids: {{s2: {value}}}": "s2 semanticscholar s2id corpusid",
    "ids: {{openalex: {value}}}": "openalex",
    "ids: {{dblp: {value}}}": "dblp",
    "ids: {{acl: {value}}}": "acl anthologyid",
    "ids: {{openreview: {value}}}": "openreview",
    "links: {{pdf: {value}}}": "urlpdf pdfurl paperurl pdflink fulltext file preprint urlpreprint",
    "links: {{html: {value}}}": "url link href urlpaper",
    "links: {{code: {value}}}": "urlcode codeurl github repo repository git sourcecode software",
    "links: {{data: {value}}}": "urldataset dataset datasets dataurl",
    "links: {{video: {value}}}": "urlvideo videourl youtube recording talk",
    "links: {{slides: {value}}}": "urlslides slidesurl presentation",
    "links: {{poster: {value}}}": "urlposter posterurl",
    "links: {{project: {value}}}": "urlproject projecturl website homepage projectpage site",
    "links: {{blog: {value}}}": "blogpost blogurl post article",
    "links: {{demo: {value}}}": "demourl colab notebook",
    "links: {{model: {value}}}": "modelurl huggingface weights checkpoint",
    "links: {{other: [{{label: Supplement, url: {value}}}]}}": "supp supplement supplementary supplementarymaterial "
    "appendix",
    "figures: [{{file: {value}}}]": "image img picture photo preview thumbnail teaser cover figure featuredimage "
    "imagepreview graphic",
    "awards: [{value}]": "award honor honors honour prize prizes",
    "note: {value}": "annote annotation notes remark annot addendum",
    "comments: {value}": "comment arxivcomment",
    "language: {value}": "lang langid hyphenation",
    "license: {value}": "licence copyright rights",
    "citations: {{count: {value}}}": "citationcount citedby cites ncitations numcitations",
    "selected: {value}": "featured highlight highlighted selectedpublication isselected",
    "draft: true": "unpublished private wip",
    "hidden: true": "hide unlisted visible",
    "status: {value}": "pubstate state publicationstatus",
    "aliases: [{value}]": "permalink redirectfrom oldurl oldslug oldslugs",
    "bibtex: {{key: {value}}}": "citekey citationkey bibtexkey citationid bibkey key id",
    "bibtex: {{type: {value}}}": "bibtextype bibtype",
    "short: {value}": "shorttitle titleshort runningtitle",
    "authors: [{{name: …, equal: true}}]": "equalcontribution equalcontrib cofirst cofirstauthors equal jointfirst",
    "authors: [{{name: …, corresponding: true}}]": "correspondingauthor corresponding correspondence",
    "authors: [{{name: …, affiliation: {value}}}]": "affiliation affiliations",
    "extra: {{{key}: {value}}}": "altmetric dimensions badge badges weight priority rank funding grants layout",
}
_AUTHOR = {
    "name: {value}": "title fullname displayname label",
    "given: {value}": "firstname givenname givennames forename",
    "family: {value}": "lastname familyname surname",
    "names: [{value}]": "aliases alias aka alternatenames alternativenames nickname variants othernames spellings",
    "picture: {value}": "photo image img avatar headshot portrait profilepicture profileimage gravatar picturefile",
    "affiliation: {value}": "institution organization organisation organizations organisations university employer "
    "company org institute department workplace affiliations",
    "position: {value}": "role job jobtitle occupation headline rank",
    "bio: {value}": "about biography description summary intro introduction aboutme shortbio interests "
    "researchinterests",
    "email: {value}": "mail emailaddress contact",
    "website: {value}": "url homepage web webpage site uri blog home www personalpage link",
    "orcid: {value}": "orcidid",
    "arxiv: {value}": "arxivid arxivauthor arxivauthorid",
    "openalex: {value}": "openalexid",
    "s2: {value}": "semanticscholar semanticscholarid s2id",
    "dblp: {value}": "dblpurl dblpid",
    "openreview: {value}": "openreviewid",
    "inspire: {value}": "inspirehep inspireid inspirehepid",
    "hal: {value}": "idhal halid",
    "zotero: {value}": "zoterolibrary zoteroid zoterogroup",
    "bibtex: {value}": "bibfile bibliography bibtexurl bib",
    "scholar: {value}": "googlescholar scholarid scholaruserid googlescholarid googleid",
    "github: {value}": "githubusername githubid gh",
    "linkedin: {value}": "linkedinusername linkedinid",
    "bluesky: {value}": "bsky blueskyurl",
    "mastodon: {value}": "fediverse",
    "group: {value}": "team usergroups usergroup memberof status category",
    "order: {value}": "weight priority sort sortorder position_in_list",
    "since: {value}": "start startdate joined joindate from",
    "until: {value}": "end enddate left leavedate to alumni",
    "former_slugs: [{value}]": "permalink redirectfrom oldslug oldslugs",
    "formerly: [{value}]": "formername formernames birthname maidenname deadname previousname",
    "not: [{value}]": "notmine exclude excluded excludepapers",
    "links: [{{label: {title}, url: {value}}}]": "twitter x cv resume facebook instagram youtube researchgate "
    "academia publons wos scopus stackoverflow medium threads telegram gitlab kaggle huggingface zotero wikipedia "
    "reddit discord vita curriculumvitae lab",
    "links: [{{label: …, url: …}}]": "social profiles socials sociallinks icons",
    "extra: {{{key}: {value}}}": "phone telephone address office pronouns location education courses superuser",
}
_SITE = {
    "title: {value}": "name sitename sitetitle heading",
    "description: {value}": "subtitle tagline slogan summary about",
    "base_url: {value}": "url siteurl baseurl base address website homepage domain root canonicalurl host",
    "owner: {value}": "author me ownername username user authors person firstname lastname",
    "language: {value}": "lang locale languagecode defaultlanguage defaultcontentlanguage",
    "theme: {value}": "template skin remotetheme",
    "theme_options: {{accent: {value}}}": "color colour accent accentcolor themecolor primarycolor palette",
    "theme_options: {{…}}": "params themeconfig options",
    "fonts: {{serif: {value}}}": "font fontfamily typeface fontface webfont",
    "analytics: {{service: …, site: {value}}}": "googleanalytics ga gtag tracking tracker statistics plausible "
    "goatcounter umami matomo",
    "verification: {{google: {value}}}": "googlesiteverification siteverification webmaster",
    "sponsors: [{value}]": "sponsor funders funding supporters partners",
    "csp: {{…}}": "contentsecuritypolicy policy",
    "nav: [{{label: Papers, url: papers/}}]": "menu menus navigation navbar navlinks header pages links",
    "deploy: {{cname: {value}}}": "cname customdomain",
    "deploy: {{branch: {value}}}": "branch",
    "deploy: {{remote: {value}}}": "remote",
    "repository: {value}": "repo github editurl githubrepo githuburl repourl source git",
    "pull: {{sources: [{value}]}}": "sources source_list providers",
    "pull: {{since: {value}}}": "since",
    "pull: {{mailto: {value}}}": "mailto email mail contact",
    "feed: {{limit: {value}}}": "feedlimit rss rsslimit atom paginate",
    "alerts: {{subscribe: {value}}}": "subscribe newsletter mailinglist",
    "redirects: {{old/: new/}}": "redirect aliases permalinks",
    "extra: {{{key}: {value}}}": "copyright footer keywords scholar orcid twitter logo icon favicon avatar bio",
}
_AREA = {
    "title: {value}": "name heading label",
    "summary: {value}": "description excerpt lead subtitle abstract",
    "picture: {value}": "image img figure photo thumbnail banner cover",
    "names: [{value}]": "aliases synonyms tags topics keywords spellings",
    "people: [{value}]": "members team authors",
    "order: {value}": "weight position rank",
}
_HOME_PICTURE = {
    "picture: {value}": "image img figure photo banner hero cover",
    "caption: {value}": "title description",
}
_SPONSOR = {
    "name: {value}": "title label",
    "url: {value}": "website link href homepage",
    "logo: {value}": "image img picture icon file",
}
_ANALYTICS = {
    "service: {value}": "provider name type kind",
    "site: {value}": "id siteid websiteid code token domain key",
    "host: {value}": "url server address scripturl endpoint",
}
_LOADED_HOSTS = {
    "script-src: [{value}]": "script scripts scriptsrc js",
    "style-src: [{value}]": "style styles stylesrc css",
    "font-src: [{value}]": "font fonts fontsrc",
    "img-src: [{value}]": "img image images imgsrc imagesrc pictures",
    "frame-src: [{value}]": "frame frames framesrc iframe iframes childsrc",
    "connect-src: [{value}]": "connect connectsrc fetch",
    "media-src: [{value}]": "media mediasrc video audio",
}
_PAGE = {
    "order: {value}": "weight navorder menuorder position rank",
    "nav: true": "menu navbar innav inmenu navigation",
    "title: {value}": "name heading label",
}
_NEWS = {
    "text: {value}": "title headline content body description message announcement news summary",
    "date: {value}": "published when year day time publishdate",
    "paper: {value}": "publication paperslug slug about",
}
_NAV = {
    "label: {value}": "name title text caption",
    "url: {value}": "link href path to target page slug pageref",
}
_VENUE = {
    "name: {value}": "journal title booktitle conference fullname publication",
    "short: {value}": "abbr abbreviation acronym shortname nickname",
    "issue: {value}": "number no num",
    "volume: {value}": "vol",
    "pages: {value}": "page pp articlenumber",
    "place: {value}": "address location city where",
    "url: {value}": "website link homepage href",
    "series: {value}": "collection booktitleseries",
    "publisher: {value}": "organization organisation press",
}
_AUTHORSHIP = {
    "name: {value}": "fullname full displayname",
    "given: {value}": "first firstname givenname forename",
    "family: {value}": "last lastname familyname surname",
    "particle: {value}": "prefix nondroppingparticle droppingparticle von",
    "suffix: {value}": "jr lineage",
    "author: {value}": "slug id link person profile",
    "affiliation: {value}": "institution organization organisation university aff org institute department",
    "equal: true": "equalcontribution equalcontrib cofirst equallycontributed contributedequally isequal",
    "corresponding: true": "correspondingauthor corr iscorresponding contact correspondence",
    "email: {value}": "mail",
    "orcid: {value}": "orcidid",
    "note: {value}": "role comment footnote remark",
}
_FIGURE = {
    "file: {value}": "path src image img filename picture url files",
    "caption: {value}": "title text description legend",
    "alt: {value}": "alttext alternative altdescription",
    "number: {value}": "label num no id index",
    "source: {value}": "credit origin attribution",
}
_LINKS = {
    "code: {value}": "github repo repository git source sourcecode software",
    "pdf: {value}": "paper preprint arxiv fulltext manuscript file",
    "html: {value}": "url link publisher doi web",
    "data: {value}": "dataset datasets zenodo",
    "project: {value}": "website homepage page site projectpage",
    "video: {value}": "talk youtube recording videos",
    "slides: {value}": "presentation deck",
    "blog: {value}": "article post blogpost news press",
    "model: {value}": "huggingface weights checkpoint models",
    "demo: {value}": "colab playground app notebook",
    "other: [{{label: {title}, url: {value}}}]": "supplement supp supplementary appendix poster2 errata review reviews",
}
_LABELLED = {
    "label: {value}": "name title text kind type",
    "url: {value}": "link href target file address",
}
_PULL = {
    "sources: [{value}]": "source providers from",
    "since: {value}": "after start year fromyear",
    "mailto: {value}": "email mail contact",
}
_DEPLOY = {
    "cname: {value}": "domain customdomain host",
    "branch: {value}": "target pagesbranch",
    "remote: {value}": "repository repo url origin",
}
_ALERTS = {
    "from: {value}": "sender mailfrom email",
    "reply_to: {value}": "replyto answersto",
    "subscribe: {value}": "subscription signup form",
}

_KNOWN_VENUE = {
    "name: {value}": "title fullname journal longname",
    "short: {value}": "abbr abbreviation acronym shortname",
    "names: [{value}]": "aliases alias othernames variants spellings",
    "url: {value}": "website homepage link href",
    "colour: {value}": "color",
}

_ITEM = {
    "title: {value}": "name heading label titel talk",
    "date: {value}": "year when day published publishdate",
    "start: {value}": "begin begins startdate datestart from starts datetime",
    "end: {value}": "enddate dateend until to ends finish",
    "timezone: {value}": "tz zone",
    "place: {value}": "location where city address room country",
    "people: [{value}]": "speaker speakers presenter presenters author authors who by with instructor instructors "
    "lecturer teacher members team investigators supervisor supervisors student students",
    "papers: [{value}]": "paper publication publications",
    "links: {{html: {value}}}": "url link href website homepage eventurl",
    "links: {{slides: {value}}}": "urlslides slidesurl presentation deck",
    "links: {{video: {value}}}": "urlvideo videourl recording youtube",
    "links: {{code: {value}}}": "urlcode codeurl github repo repository git",
    "picture: {value}": "image img photo figure thumbnail banner cover teaser",
    "summary: {value}": "abstract description excerpt tldr lead subtitle",
    "text: {value}": "content body details",
    "draft: true": "hidden private unpublished wip",
}

LINES: Mapping[type, Mapping[str, str]] = {
    model.Paper: _PAPER,
    model.Author: _AUTHOR,
    model.SiteConfig: _SITE,
    model.FreePage: _PAGE,
    model.News: _NEWS,
    model.NavItem: _NAV,
    model.Venue: _VENUE,
    model.KnownVenue: _KNOWN_VENUE,
    model.Authorship: _AUTHORSHIP,
    model.Figure: _FIGURE,
    model.Links: _LINKS,
    model.OtherLink: _LABELLED,
    model.PullOptions: _PULL,
    model.DeployOptions: _DEPLOY,
    model.AlertOptions: _ALERTS,
    model.ResearchArea: _AREA,
    model.HomePicture: _HOME_PICTURE,
    model.Sponsor: _SPONSOR,
    model.AnalyticsOptions: _ANALYTICS,
    model.LoadedHosts: _LOADED_HOSTS,
    model.Item: _ITEM,
}
"""For each kind of mapping the line to write, and the keys (letters and digits only) that people type instead."""

ADVICE: Mapping[type, Mapping[str, str]] = {
    model.Paper: {
        "slug": "the file's name is the slug: rename the file, and keep the old one under aliases:",
        "bibtexshow abstractshow": "every paper shows it: delete this line",
        "citation": "references are made from the other keys: delete this line",
        "collection show": "there is no need of it: delete this line",
        "subtitle": "it belongs to the title: write title: 'Title: subtitle'",
        "crossref": "write the venue itself: venue: {{name: …}}",
    },
    model.Author: {
        "slug username id": "the file's name is the slug: rename the file, and keep the old one under former_slugs:",
        "papers publications works": "papers name their authors themselves: one file each in content/papers/",
        "skills languages awards": "write it in words under bio:, or free-form under extra:",
        "layout": "there is no need of it: delete this line",
    },
    model.SiteConfig: {
        "plugins markdown highlighter exclude include collections defaults permalink": "there is no need of it: delete "
        "this line",
        "papers publications bibliography": "one file each in content/papers/; `sitegen new` shows one to copy",
        "people members": "one file each in content/authors/",
        "output destination outputdir publishdir": "say it when you build: sitegen build --output DIR",
    },
    model.FreePage: {
        "permalink slug url": "the file's name is the address: rename the file",
        "layout toc comments math date author authors draft description lastmod tags categories": "there is no need of "
        "it: delete this line",
    },
    model.Item: {
        "time starttime begintime": "write start: with the day and the time: 2026-05-04T10:15",
        "endtime": "write end: with the day and the time: 2026-05-04T11:15",
        "venue conference meeting seminar": "write event: {value} where it is a talk's, or place: {value}",
        "type kind layout": "the folder says what it is: delete this line",
        "permalink": "the file's name is the address: rename the file",
    },
    model.Venue: {
        "year date month": "it is the paper's: write date: {value} outside of venue:",
        "isbn issn": "it is the paper's: write ids: {{{key}: {value}}} outside of venue:",
        "type": "it is the paper's: write type: {value} outside of venue:",
        "editor editors": "they are the paper's: write editors: [{value}] outside of venue:",
    },
    model.Authorship: {
        "website url homepage picture photo": "it is the person's: write it into content/authors/",
    },
}
"""What to do about keys for which no line stands, or none in the same place."""
