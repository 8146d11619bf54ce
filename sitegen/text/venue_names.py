"""Venues that papers name most often, of several fields: short name, kind, and how else they are written.

A table only; `venues` reads it. Kinds: `conference`, `journal`, `repository` (a server of preprints). Names are compared
without years, ordinals, "Proceedings of the", sponsors in front (IEEE, ACM …), case and signs, so only what differs
otherwise is listed. Made by hand.
"""

# ruff: noqa: E501 - one venue a line
from __future__ import annotations

_CONFERENCES = """
NeurIPS: Advances in Neural Information Processing Systems; Conference on Neural Information Processing Systems; Annual Conference on Neural Information Processing Systems; International Conference on Neural Information Processing Systems; Neural Information Processing Systems; NIPS
ICML: International Conference on Machine Learning
ICLR: International Conference on Learning Representations; International Conference on Learning Representation
PMLR: Proceedings of Machine Learning Research
AISTATS: International Conference on Artificial Intelligence and Statistics; Artificial Intelligence and Statistics
UAI: Conference on Uncertainty in Artificial Intelligence; Uncertainty in Artificial Intelligence
COLT: Conference on Learning Theory; Annual Conference on Learning Theory
ACML: Asian Conference on Machine Learning
CoRL: Conference on Robot Learning
AAAI: AAAI Conference on Artificial Intelligence; Conference on Artificial Intelligence; National Conference on Artificial Intelligence; Proceedings of the AAAI Conference on Artificial Intelligence
IJCAI: International Joint Conference on Artificial Intelligence; International Joint Conferences on Artificial Intelligence
AAMAS: International Conference on Autonomous Agents and Multiagent Systems; Autonomous Agents and Multi-Agent Systems Conference
ECAI: European Conference on Artificial Intelligence
AIES: AAAI/ACM Conference on AI, Ethics, and Society
FAccT: Conference on Fairness, Accountability, and Transparency; ACM Conference on Fairness, Accountability, and Transparency
ECML PKDD: European Conference on Machine Learning and Principles and Practice of Knowledge Discovery in Databases; Joint European Conference on Machine Learning and Knowledge Discovery in Databases
ICPR: International Conference on Pattern Recognition
CVPR: Conference on Computer Vision and Pattern Recognition; Computer Vision and Pattern Recognition; Computer Society Conference on Computer Vision and Pattern Recognition
ICCV: International Conference on Computer Vision
ECCV: European Conference on Computer Vision
WACV: Winter Conference on Applications of Computer Vision
BMVC: British Machine Vision Conference
ACCV: Asian Conference on Computer Vision
3DV: International Conference on 3D Vision
ICIP: International Conference on Image Processing
MICCAI: International Conference on Medical Image Computing and Computer-Assisted Intervention; Medical Image Computing and Computer Assisted Intervention
MIDL: Medical Imaging with Deep Learning
ISBI: International Symposium on Biomedical Imaging
ACL: Annual Meeting of the Association for Computational Linguistics; Meeting of the Association for Computational Linguistics
EMNLP: Conference on Empirical Methods in Natural Language Processing; Empirical Methods in Natural Language Processing; Joint Conference on Empirical Methods in Natural Language Processing and Computational Natural Language Learning
NAACL: Conference of the North American Chapter of the Association for Computational Linguistics; Conference of the North American Chapter of the Association for Computational Linguistics: Human Language Technologies; North American Chapter of the Association for Computational Linguistics; Annual Conference of the North American Chapter of the Association for Computational Linguistics; NAACL-HLT; NAACL HLT
EACL: Conference of the European Chapter of the Association for Computational Linguistics
AACL: Asia-Pacific Chapter of the Association for Computational Linguistics
COLING: International Conference on Computational Linguistics; LREC-COLING
CoNLL: Conference on Computational Natural Language Learning; Conference on Natural Language Learning
LREC: International Conference on Language Resources and Evaluation; Language Resources and Evaluation Conference
COLM: Conference on Language Modeling
WMT: Conference on Machine Translation; Workshop on Statistical Machine Translation
INTERSPEECH: Annual Conference of the International Speech Communication Association; Interspeech
ICASSP: International Conference on Acoustics, Speech and Signal Processing; International Conference on Acoustics Speech and Signal Processing
ISMIR: International Society for Music Information Retrieval Conference
KDD: SIGKDD Conference on Knowledge Discovery and Data Mining; SIGKDD International Conference on Knowledge Discovery and Data Mining; SIGKDD International Conference on Knowledge Discovery & Data Mining; Knowledge Discovery and Data Mining
WWW: International World Wide Web Conference; International Conference on World Wide Web; The Web Conference; The Web Conf; ACM Web Conference; Web Conference; TheWebConf
SIGIR: International ACM SIGIR Conference on Research and Development in Information Retrieval; SIGIR Conference on Research and Development in Information Retrieval
WSDM: International Conference on Web Search and Data Mining
CIKM: International Conference on Information and Knowledge Management; Conference on Information and Knowledge Management
ECIR: European Conference on Information Retrieval
RecSys: Conference on Recommender Systems
ICWSM: International AAAI Conference on Web and Social Media; International Conference on Web and Social Media
ICDM: International Conference on Data Mining
ICDE: International Conference on Data Engineering
SIGMOD: International Conference on Management of Data; SIGMOD International Conference on Management of Data
VLDB: International Conference on Very Large Data Bases
EDBT: International Conference on Extending Database Technology
PODS: Symposium on Principles of Database Systems
CHI: CHI Conference on Human Factors in Computing Systems; Conference on Human Factors in Computing Systems; SIGCHI Conference on Human Factors in Computing Systems; CHI Conference on Human Factors in Computing Systems
UIST: Symposium on User Interface Software and Technology; ACM Symposium on User Interface Software and Technology
CSCW: Conference on Computer-Supported Cooperative Work and Social Computing; Conference on Computer Supported Cooperative Work
IUI: International Conference on Intelligent User Interfaces
DIS: Designing Interactive Systems Conference
IEEE VIS: IEEE Visualization Conference; IEEE Visualization and Visual Analytics
ICSE: International Conference on Software Engineering
FSE: Symposium on the Foundations of Software Engineering; International Symposium on Foundations of Software Engineering
ESEC/FSE: Joint European Software Engineering Conference and Symposium on the Foundations of Software Engineering; Joint Meeting on European Software Engineering Conference and Symposium on the Foundations of Software Engineering
ASE: International Conference on Automated Software Engineering
ISSTA: International Symposium on Software Testing and Analysis
MSR: International Conference on Mining Software Repositories; Working Conference on Mining Software Repositories
ICSME: International Conference on Software Maintenance and Evolution
PLDI: Conference on Programming Language Design and Implementation; SIGPLAN Conference on Programming Language Design and Implementation
POPL: Symposium on Principles of Programming Languages; SIGPLAN Symposium on Principles of Programming Languages
OOPSLA: Conference on Object-Oriented Programming, Systems, Languages, and Applications
ICFP: International Conference on Functional Programming
CAV: International Conference on Computer Aided Verification; Computer Aided Verification
TACAS: International Conference on Tools and Algorithms for the Construction and Analysis of Systems
LICS: Symposium on Logic in Computer Science
STOC: Symposium on Theory of Computing; Annual ACM Symposium on Theory of Computing; SIGACT Symposium on Theory of Computing
FOCS: Symposium on Foundations of Computer Science; Annual Symposium on Foundations of Computer Science
SODA: Symposium on Discrete Algorithms; ACM-SIAM Symposium on Discrete Algorithms; Annual ACM-SIAM Symposium on Discrete Algorithms
ICALP: International Colloquium on Automata, Languages, and Programming
ITCS: Innovations in Theoretical Computer Science Conference; Innovations in Theoretical Computer Science
SoCG: International Symposium on Computational Geometry; Symposium on Computational Geometry
EC: Conference on Economics and Computation
PODC: Symposium on Principles of Distributed Computing
SPAA: Symposium on Parallelism in Algorithms and Architectures
CRYPTO: International Cryptology Conference; Advances in Cryptology – CRYPTO; Annual International Cryptology Conference
EUROCRYPT: International Conference on the Theory and Applications of Cryptographic Techniques
CCS: Conference on Computer and Communications Security; SIGSAC Conference on Computer and Communications Security
IEEE S&P: Symposium on Security and Privacy
USENIX Security: USENIX Security Symposium; Security Symposium
NDSS: Network and Distributed System Security Symposium; Annual Network and Distributed System Security Symposium
SOSP: Symposium on Operating Systems Principles
OSDI: Symposium on Operating Systems Design and Implementation; USENIX Symposium on Operating Systems Design and Implementation
NSDI: Symposium on Networked Systems Design and Implementation
USENIX ATC: USENIX Annual Technical Conference; Annual Technical Conference
EuroSys: European Conference on Computer Systems
FAST: Conference on File and Storage Technologies
ASPLOS: International Conference on Architectural Support for Programming Languages and Operating Systems
ISCA: International Symposium on Computer Architecture; Annual International Symposium on Computer Architecture
MICRO: International Symposium on Microarchitecture
HPCA: International Symposium on High-Performance Computer Architecture
DAC: Design Automation Conference
SC: International Conference for High Performance Computing, Networking, Storage and Analysis
IPDPS: International Parallel and Distributed Processing Symposium
SIGCOMM: SIGCOMM Conference; Conference of the ACM Special Interest Group on Data Communication
INFOCOM: Conference on Computer Communications; International Conference on Computer Communications
MobiCom: International Conference on Mobile Computing and Networking
MLSys: Conference on Machine Learning and Systems; Machine Learning and Systems
ICRA: International Conference on Robotics and Automation
IROS: International Conference on Intelligent Robots and Systems; RSJ International Conference on Intelligent Robots and Systems
RSS: Robotics: Science and Systems
HRI: International Conference on Human-Robot Interaction
WAFR: Workshop on the Algorithmic Foundations of Robotics
CDC: Conference on Decision and Control
ACC: American Control Conference
ECC: European Control Conference
SIGGRAPH: SIGGRAPH Conference
SIGGRAPH Asia: SIGGRAPH Asia Conference
ISIT: International Symposium on Information Theory
ICC: International Conference on Communications
GLOBECOM: Global Communications Conference
RECOMB: International Conference on Research in Computational Molecular Biology
PSB: Pacific Symposium on Biocomputing
CogSci: Annual Meeting of the Cognitive Science Society; Annual Conference of the Cognitive Science Society
CLEO: Conference on Lasers and Electro-Optics
EMBC: Annual International Conference of the IEEE Engineering in Medicine and Biology Society
EGU: EGU General Assembly
ISMRM: Annual Meeting of the International Society for Magnetic Resonance in Medicine
"""
_JOURNALS = """
JMLR: Journal of Machine Learning Research; J. Mach. Learn. Res.
TMLR: Transactions on Machine Learning Research
TPAMI: IEEE Transactions on Pattern Analysis and Machine Intelligence; IEEE Trans. Pattern Anal. Mach. Intell.; T-PAMI; PAMI
IJCV: International Journal of Computer Vision; Int. J. Comput. Vis.
TACL: Transactions of the Association for Computational Linguistics; Trans. Assoc. Comput. Linguistics
JAIR: Journal of Artificial Intelligence Research
AIJ: Artificial Intelligence Journal
Mach. Learn.: Machine Learning
TNNLS: IEEE Transactions on Neural Networks and Learning Systems
TIP: IEEE Transactions on Image Processing
TMI: IEEE Transactions on Medical Imaging
MedIA: Medical Image Analysis
TOG: ACM Transactions on Graphics; ACM Trans. Graph.
TVCG: IEEE Transactions on Visualization and Computer Graphics
TKDE: IEEE Transactions on Knowledge and Data Engineering
TSE: IEEE Transactions on Software Engineering
T-RO: IEEE Transactions on Robotics; TRO
RA-L: IEEE Robotics and Automation Letters; RAL
IJRR: The International Journal of Robotics Research
PACMPL: Proceedings of the ACM on Programming Languages; Proc. ACM Program. Lang.
PACMHCI: Proceedings of the ACM on Human-Computer Interaction; Proc. ACM Hum.-Comput. Interact.
IMWUT: Proceedings of the ACM on Interactive, Mobile, Wearable and Ubiquitous Technologies
PoPETs: Proceedings on Privacy Enhancing Technologies; Proc. Priv. Enhancing Technol.
PVLDB: Proceedings of the VLDB Endowment; Proc. VLDB Endow.
Proc. IEEE: Proceedings of the IEEE
JACM: Journal of the ACM
CACM: Communications of the ACM; Commun. ACM
SICOMP: SIAM Journal on Computing
IEEE Trans. Inf. Theory: IEEE Transactions on Information Theory
IEEE Trans. Autom. Control: IEEE Transactions on Automatic Control
IEEE Trans. Signal Process.: IEEE Transactions on Signal Processing
PNAS: Proceedings of the National Academy of Sciences; Proceedings of the National Academy of Sciences of the United States of America; Proc. Natl. Acad. Sci.; Proc Natl Acad Sci U S A; Proc. Natl. Acad. Sci. U.S.A.; Proc. Natl. Acad. Sci. USA
Nature: Nature
Science: Science
Cell: Cell
Nat. Commun.: Nature Communications
Nat. Methods: Nature Methods
Nat. Med.: Nature Medicine
Nat. Genet.: Nature Genetics
Nat. Phys.: Nature Physics
Nat. Biotechnol.: Nature Biotechnology
Nat. Neurosci.: Nature Neuroscience
Nat. Mach. Intell.: Nature Machine Intelligence
Sci. Adv.: Science Advances
Sci. Rep.: Scientific Reports; Sci Rep
PLOS ONE: PLoS ONE; PLoS One
PLOS Comput. Biol.: PLOS Computational Biology; PLoS Comput Biol
eLife: eLife
Bioinformatics: Bioinformatics
NAR: Nucleic Acids Research; Nucleic Acids Res.
Genome Biol.: Genome Biology
N. Engl. J. Med.: New England Journal of Medicine; The New England Journal of Medicine; NEJM
Lancet: The Lancet; Lancet
JAMA: JAMA; Journal of the American Medical Association
BMJ: BMJ; British Medical Journal
J. Neurosci.: Journal of Neuroscience; The Journal of Neuroscience; J Neurosci
NeuroImage: NeuroImage; Neuroimage
Neuron: Neuron
Phys. Rev. Lett.: Physical Review Letters; PRL; Phys Rev Lett
Phys. Rev. A: Physical Review A; PRA
Phys. Rev. B: Physical Review B; PRB
Phys. Rev. C: Physical Review C
Phys. Rev. D: Physical Review D; PRD
Phys. Rev. E: Physical Review E; PRE
Phys. Rev. X: Physical Review X; PRX
PRX Quantum: PRX Quantum
Rev. Mod. Phys.: Reviews of Modern Physics
JHEP: Journal of High Energy Physics; J. High Energy Phys.; J. High Energ. Phys.
JCAP: Journal of Cosmology and Astroparticle Physics
Nucl. Phys. B: Nuclear Physics B
Phys. Lett. B: Physics Letters B
New J. Phys.: New Journal of Physics
Commun. Math. Phys.: Communications in Mathematical Physics
ApJ: The Astrophysical Journal; Astrophysical Journal; Astrophys. J.
ApJL: The Astrophysical Journal Letters; Astrophysical Journal Letters; ApJ Letters
ApJS: The Astrophysical Journal Supplement Series; Astrophysical Journal Supplement Series
AJ: The Astronomical Journal; Astronomical Journal
MNRAS: Monthly Notices of the Royal Astronomical Society; Mon. Not. R. Astron. Soc.; Mon. Not. Roy. Astron. Soc.
A&A: Astronomy & Astrophysics; Astronomy and Astrophysics; Astron. Astrophys.
PASP: Publications of the Astronomical Society of the Pacific
J. Chem. Phys.: The Journal of Chemical Physics; Journal of Chemical Physics; JCP
JACS: Journal of the American Chemical Society; J. Am. Chem. Soc.
Angew. Chem. Int. Ed.: Angewandte Chemie International Edition
J. Comput. Phys.: Journal of Computational Physics
J. Fluid Mech.: Journal of Fluid Mechanics
Opt. Express: Optics Express
Opt. Lett.: Optics Letters
Appl. Opt.: Applied Optics
Appl. Phys. Lett.: Applied Physics Letters
GRL: Geophysical Research Letters; Geophys. Res. Lett.
JGR: Journal of Geophysical Research
Ann. Math.: Annals of Mathematics; Annals of Math.
Invent. Math.: Inventiones mathematicae
J. Amer. Math. Soc.: Journal of the American Mathematical Society
Duke Math. J.: Duke Mathematical Journal
Adv. Math.: Advances in Mathematics
Ann. Stat.: The Annals of Statistics; Annals of Statistics
JASA: Journal of the American Statistical Association
JRSS B: Journal of the Royal Statistical Society Series B; Journal of the Royal Statistical Society: Series B (Statistical Methodology)
Biometrika: Biometrika
Stat. Sci.: Statistical Science
AER: American Economic Review; The American Economic Review
QJE: The Quarterly Journal of Economics; Quarterly Journal of Economics
JPE: Journal of Political Economy
Econometrica: Econometrica
REStud: The Review of Economic Studies; Review of Economic Studies
J. Finance: The Journal of Finance; Journal of Finance
APSR: American Political Science Review
AJPS: American Journal of Political Science
Psychol. Sci.: Psychological Science
Psychol. Rev.: Psychological Review
Behav. Brain Sci.: Behavioral and Brain Sciences
Cognition: Cognition
JOSS: Journal of Open Source Software; The Journal of Open Source Software
CMAME: Computer Methods in Applied Mechanics and Engineering
IEEE Access: IEEE Access
"""
_REPOSITORIES = """
bioRxiv: bioRxiv; bioRxiv (Cold Spring Harbor Laboratory); bioRxiv: the preprint server for biology
medRxiv: medRxiv; medRxiv (Cold Spring Harbor Laboratory); medRxiv: the preprint server for health sciences
ChemRxiv: ChemRxiv
PsyArXiv: PsyArXiv; PsyArXiv Preprints
SocArXiv: SocArXiv; SocArXiv Papers
EdArXiv: EdArXiv
EarthArXiv: EarthArXiv
LawArXiv: LawArXiv
MetaArXiv: MetaArXiv
engrXiv: engrXiv; engrXiv (Engineering Archive)
TechRxiv: TechRxiv
ESS Open Archive: ESS Open Archive; ESSOAr; Earth and Space Science Open Archive
ECSarXiv: ECSarXiv
OSF Preprints: OSF Preprints; Open Science Framework Preprints
SSRN: SSRN; SSRN Electronic Journal; Social Science Research Network; SSRN eLibrary
Research Square: Research Square; Research Square (Research Square)
Preprints.org: Preprints.org; Preprints
Authorea: Authorea; Authorea Preprints; Authorea (Authorea)
IACR ePrint: Cryptology ePrint Archive; IACR Cryptology ePrint Archive; IACR Cryptol. ePrint Arch.
ECCC: Electronic Colloquium on Computational Complexity
PeerJ Preprints: PeerJ Preprints
viXra: viXra
OpenReview: OpenReview; OpenReview.net
PhilArchive: PhilArchive; PhilSci-Archive
AgriXiv: AgriXiv
SportRxiv: SportRxiv
RePEc: Munich Personal RePEc Archive; MPRA
"""


def _rows(text: str, kind: str) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    rows = (line.partition(": ") for line in text.strip().splitlines())
    return tuple((short, kind, tuple(names.split("; "))) for short, _, names in rows)


VENUES = (
    *_rows(_CONFERENCES, "conference"),
    *_rows(_JOURNALS, "journal"),
    *_rows(_REPOSITORIES, "repository"),
)
"""(short name, kind, names) of each venue."""
