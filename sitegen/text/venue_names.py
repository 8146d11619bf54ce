"""Venues that papers name most often, of several fields: short name, kind, and how else they are written.

A table only; `venues` reads it. Kinds: `conference`, `journal`, `repository` (a server of preprints). Names are listed as
they are compared: without years, ordinals, "Proceedings of the", "Annual", sponsors in front (IEEE, ACM …) and what
stands in brackets, each once but for case and signs. Made by hand.
"""

# ruff: noqa: E501 - one venue a line
from __future__ import annotations

_CONFERENCES = """
NeurIPS: Advances in Neural Information Processing Systems; Conference on Neural Information Processing Systems; International Conference on Neural Information Processing Systems; Neural Information Processing Systems; NIPS
ICML: International Conference on Machine Learning
ICLR: International Conference on Learning Representations; International Conference on Learning Representation
PMLR: Machine Learning Research
AISTATS: International Conference on Artificial Intelligence and Statistics; Artificial Intelligence and Statistics
UAI: Conference on Uncertainty in Artificial Intelligence; Uncertainty in Artificial Intelligence
COLT: Conference on Learning Theory
ACML: Asian Conference on Machine Learning
CoRL: Conference on Robot Learning
AAAI: Conference on Artificial Intelligence; National Conference on Artificial Intelligence
IJCAI: International Joint Conference on Artificial Intelligence; International Joint Conferences on Artificial Intelligence
AAMAS: International Conference on Autonomous Agents and Multiagent Systems; Autonomous Agents and Multi-Agent Systems Conference
ECAI: European Conference on Artificial Intelligence
AIES: Conference on AI, Ethics, and Society
FAccT: Conference on Fairness, Accountability, and Transparency
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
ACL: Meeting of the Association for Computational Linguistics
EMNLP: Conference on Empirical Methods in Natural Language Processing; Empirical Methods in Natural Language Processing; Joint Conference on Empirical Methods in Natural Language Processing and Computational Natural Language Learning
NAACL: Conference of the North American Chapter of the Association for Computational Linguistics; Conference of the North American Chapter of the Association for Computational Linguistics: Human Language Technologies; North American Chapter of the Association for Computational Linguistics; NAACL-HLT
EACL: Conference of the European Chapter of the Association for Computational Linguistics
AACL: Asia-Pacific Chapter of the Association for Computational Linguistics
COLING: International Conference on Computational Linguistics; LREC-COLING
CoNLL: Conference on Computational Natural Language Learning; Conference on Natural Language Learning
LREC: International Conference on Language Resources and Evaluation; Language Resources and Evaluation Conference
COLM: Conference on Language Modeling
WMT: Conference on Machine Translation; Workshop on Statistical Machine Translation
INTERSPEECH: Conference of the International Speech Communication Association
ICASSP: International Conference on Acoustics, Speech and Signal Processing
ISMIR: International Society for Music Information Retrieval Conference
KDD: Conference on Knowledge Discovery and Data Mining; International Conference on Knowledge Discovery and Data Mining; Knowledge Discovery and Data Mining
WWW: International World Wide Web Conference; International Conference on World Wide Web; Web Conference; Web Conf; TheWebConf
SIGIR: International ACM SIGIR Conference on Research and Development in Information Retrieval; SIGIR Conference on Research and Development in Information Retrieval
WSDM: International Conference on Web Search and Data Mining
CIKM: International Conference on Information and Knowledge Management; Conference on Information and Knowledge Management
ECIR: European Conference on Information Retrieval
RecSys: Conference on Recommender Systems
ICWSM: International AAAI Conference on Web and Social Media; International Conference on Web and Social Media
ICDM: International Conference on Data Mining
ICDE: International Conference on Data Engineering
SIGMOD: International Conference on Management of Data
VLDB: International Conference on Very Large Data Bases
EDBT: International Conference on Extending Database Technology
PODS: Symposium on Principles of Database Systems
CHI: CHI Conference on Human Factors in Computing Systems; Conference on Human Factors in Computing Systems
UIST: Symposium on User Interface Software and Technology
CSCW: Conference on Computer-Supported Cooperative Work and Social Computing; Conference on Computer Supported Cooperative Work
IUI: International Conference on Intelligent User Interfaces
DIS: Designing Interactive Systems Conference
IEEE VIS: Visualization Conference; IEEE Visualization and Visual Analytics
ICSE: International Conference on Software Engineering
FSE: Symposium on the Foundations of Software Engineering; International Symposium on Foundations of Software Engineering
ESEC/FSE: Joint European Software Engineering Conference and Symposium on the Foundations of Software Engineering; Joint Meeting on European Software Engineering Conference and Symposium on the Foundations of Software Engineering
ASE: International Conference on Automated Software Engineering
ISSTA: International Symposium on Software Testing and Analysis
MSR: International Conference on Mining Software Repositories; Working Conference on Mining Software Repositories
ICSME: International Conference on Software Maintenance and Evolution
PLDI: Conference on Programming Language Design and Implementation
POPL: Symposium on Principles of Programming Languages
OOPSLA: Conference on Object-Oriented Programming, Systems, Languages, and Applications
ICFP: International Conference on Functional Programming
CAV: International Conference on Computer Aided Verification; Computer Aided Verification
TACAS: International Conference on Tools and Algorithms for the Construction and Analysis of Systems
LICS: Symposium on Logic in Computer Science
STOC: Symposium on Theory of Computing; Annual ACM Symposium on Theory of Computing; SIGACT Symposium on Theory of Computing
FOCS: Symposium on Foundations of Computer Science
SODA: Symposium on Discrete Algorithms; Annual ACM-SIAM Symposium on Discrete Algorithms
ICALP: International Colloquium on Automata, Languages, and Programming
ITCS: Innovations in Theoretical Computer Science Conference; Innovations in Theoretical Computer Science
SoCG: International Symposium on Computational Geometry; Symposium on Computational Geometry
EC: Conference on Economics and Computation
PODC: Symposium on Principles of Distributed Computing
SPAA: Symposium on Parallelism in Algorithms and Architectures
CRYPTO: International Cryptology Conference; Advances in Cryptology – CRYPTO
EUROCRYPT: International Conference on the Theory and Applications of Cryptographic Techniques
CCS: Conference on Computer and Communications Security; SIGSAC Conference on Computer and Communications Security
IEEE S&P: Symposium on Security and Privacy
USENIX Security: Security Symposium
NDSS: Network and Distributed System Security Symposium
SOSP: Symposium on Operating Systems Principles
OSDI: Symposium on Operating Systems Design and Implementation
NSDI: Symposium on Networked Systems Design and Implementation
USENIX ATC: Technical Conference
EuroSys: European Conference on Computer Systems
FAST: Conference on File and Storage Technologies
ASPLOS: International Conference on Architectural Support for Programming Languages and Operating Systems
ISCA: International Symposium on Computer Architecture
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
IROS: International Conference on Intelligent Robots and Systems
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
CogSci: Meeting of the Cognitive Science Society; Conference of the Cognitive Science Society
CLEO: Conference on Lasers and Electro-Optics
EMBC: International Conference of the IEEE Engineering in Medicine and Biology Society
EGU: EGU General Assembly
ISMRM: Meeting of the International Society for Magnetic Resonance in Medicine
"""
_JOURNALS = """
JMLR: Journal of Machine Learning Research; J. Mach. Learn. Res.
TMLR: Transactions on Machine Learning Research
TPAMI: IEEE Transactions on Pattern Analysis and Machine Intelligence; IEEE Trans. Pattern Anal. Mach. Intell.; PAMI
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
T-RO: IEEE Transactions on Robotics
RA-L: IEEE Robotics and Automation Letters
IJRR: International Journal of Robotics Research
PACMPL: ACM on Programming Languages; ACM Program. Lang.
PACMHCI: ACM on Human-Computer Interaction; ACM Hum.-Comput. Interact.
IMWUT: ACM on Interactive, Mobile, Wearable and Ubiquitous Technologies
PoPETs: on Privacy Enhancing Technologies; Priv. Enhancing Technol.
PVLDB: VLDB Endowment; VLDB Endow.
Proc. IEEE: Proceedings of the IEEE
JACM: Journal of the ACM
CACM: Communications of the ACM; Commun. ACM
SICOMP: SIAM Journal on Computing
IEEE Trans. Inf. Theory: IEEE Transactions on Information Theory
IEEE Trans. Autom. Control: IEEE Transactions on Automatic Control
IEEE Trans. Signal Process.: IEEE Transactions on Signal Processing
PNAS: National Academy of Sciences; National Academy of Sciences of the United States of America; Natl. Acad. Sci.; Natl Acad Sci U S A
Nature
Science
Cell
Nat. Commun.: Nature Communications
Nat. Methods: Nature Methods
Nat. Med.: Nature Medicine
Nat. Genet.: Nature Genetics
Nat. Phys.: Nature Physics
Nat. Biotechnol.: Nature Biotechnology
Nat. Neurosci.: Nature Neuroscience
Nat. Mach. Intell.: Nature Machine Intelligence
Sci. Adv.: Science Advances
Sci. Rep.: Scientific Reports
PLOS ONE
PLOS Comput. Biol.: PLOS Computational Biology
eLife
Bioinformatics
NAR: Nucleic Acids Research; Nucleic Acids Res.
Genome Biol.: Genome Biology
N. Engl. J. Med.: New England Journal of Medicine; NEJM
Lancet: The Lancet
JAMA: Journal of the American Medical Association
BMJ: British Medical Journal
J. Neurosci.: Journal of Neuroscience
NeuroImage
Neuron
Phys. Rev. Lett.: Physical Review Letters; PRL
Phys. Rev. A: Physical Review A; PRA
Phys. Rev. B: Physical Review B; PRB
Phys. Rev. C: Physical Review C
Phys. Rev. D: Physical Review D; PRD
Phys. Rev. E: Physical Review E; PRE
Phys. Rev. X: Physical Review X; PRX
PRX Quantum
Rev. Mod. Phys.: Reviews of Modern Physics
JHEP: Journal of High Energy Physics; J. High Energy Phys.; J. High Energ. Phys.
JCAP: Journal of Cosmology and Astroparticle Physics
Nucl. Phys. B: Nuclear Physics B
Phys. Lett. B: Physics Letters B
New J. Phys.: New Journal of Physics
Commun. Math. Phys.: Communications in Mathematical Physics
ApJ: Astrophysical Journal; Astrophys. J.
ApJL: Astrophysical Journal Letters; ApJ Letters
ApJS: Astrophysical Journal Supplement Series
AJ: Astronomical Journal
MNRAS: Monthly Notices of the Royal Astronomical Society; Mon. Not. R. Astron. Soc.; Mon. Not. Roy. Astron. Soc.
A&A: Astronomy & Astrophysics; Astron. Astrophys.
PASP: Publications of the Astronomical Society of the Pacific
J. Chem. Phys.: Journal of Chemical Physics; JCP
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
Ann. Stat.: Annals of Statistics
JASA: Journal of the American Statistical Association
JRSS B: Journal of the Royal Statistical Society Series B
Biometrika
Stat. Sci.: Statistical Science
AER: American Economic Review
QJE: Quarterly Journal of Economics
JPE: Journal of Political Economy
Econometrica
REStud: Review of Economic Studies
J. Finance: Journal of Finance
APSR: American Political Science Review
AJPS: American Journal of Political Science
Psychol. Sci.: Psychological Science
Psychol. Rev.: Psychological Review
Behav. Brain Sci.: Behavioral and Brain Sciences
Cognition
JOSS: Journal of Open Source Software
CMAME: Computer Methods in Applied Mechanics and Engineering
IEEE Access
"""
_REPOSITORIES = """
bioRxiv: bioRxiv: the preprint server for biology
medRxiv: medRxiv: the preprint server for health sciences
ChemRxiv
PsyArXiv: PsyArXiv Preprints
SocArXiv: SocArXiv Papers
EdArXiv
EarthArXiv
LawArXiv
MetaArXiv
engrXiv
TechRxiv
ESS Open Archive: ESSOAr; Earth and Space Science Open Archive
ECSarXiv
OSF Preprints: Open Science Framework Preprints
SSRN: SSRN Electronic Journal; Social Science Research Network; SSRN eLibrary
Research Square
Preprints.org: Preprints
Authorea: Authorea Preprints
IACR ePrint: Cryptology ePrint Archive; IACR Cryptology ePrint Archive; IACR Cryptol. ePrint Arch.
ECCC: Electronic Colloquium on Computational Complexity
PeerJ Preprints
viXra
OpenReview: OpenReview.net
PhilArchive: PhilSci-Archive
AgriXiv
SportRxiv
RePEc: Munich Personal RePEc Archive; MPRA
"""


def _rows(text: str, kind: str) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    rows = (line.partition(": ") for line in text.strip().splitlines())
    return tuple((short, kind, tuple(names.split("; ")) if names else ()) for short, _, names in rows)


VENUES = (
    *_rows(_CONFERENCES, "conference"),
    *_rows(_JOURNALS, "journal"),
    *_rows(_REPOSITORIES, "repository"),
)
"""(short name, kind, names) of each venue."""
