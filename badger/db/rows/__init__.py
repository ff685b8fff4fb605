"""All rows: one file per subject. Importing this package fills `Base.metadata`."""

from badger.db.rows.accompaniment import AccompanimentRow, JourneyRow, JourneyStepRow
from badger.db.rows.accounts import (
    EmailRow,
    OutsideIdentityRow,
    PasskeyRow,
    SignInChallengeRow,
    SignInLinkRow,
)
from badger.db.rows.achievements import (
    AchievementAuthorRow,
    AchievementRow,
    AchievementVersionRow,
    CriterionRow,
)
from badger.db.rows.awards import CredentialRow, ProposalRow, StatusEntryRow, StatusListRow
from badger.db.rows.backpack import (
    CollectionItemRow,
    CollectionRow,
    HoldingCheckRow,
    HoldingRow,
)
from badger.db.rows.charters import CharterRow, CharterSignatureRow
from badger.db.rows.cycles import ContinuedSessionRow, SignOffRow
from badger.db.rows.devices import DeviceEventRow, DeviceRow
from badger.db.rows.directory import DirectoryEntryRow, WelcomeCardRow
from badger.db.rows.doors import (
    DoorKeyRow,
    DoorRow,
    NeedBadgeRow,
    NeedRow,
    PersonGoalRow,
    WishedDoorRow,
)
from badger.db.rows.endorsements import EndorsementRow
from badger.db.rows.experiences import ExperienceBadgeRow, ExperienceRow
from badger.db.rows.frameworks import FrameworkRow, SkillMoveRow, SkillRow
from badger.db.rows.groups import GroupCodeRow, GroupMemberRow, GroupPartingRow
from badger.db.rows.help import HelpContactRow
from badger.db.rows.last_seen import LastSeenRow
from badger.db.rows.mails import MailRow
from badger.db.rows.members import InvitationRow, TrainingRow
from badger.db.rows.messages import ClosedLetterBoxRow, MessageRow
from badger.db.rows.partners import PartnerRow, SigningKeyRow
from badger.db.rows.people import GuardianConsentRow, LoginCodeRow, PersonRow, RoleGrantRow
from badger.db.rows.pictures import PictureConsentRow, PictureRow
from badger.db.rows.programs import ApiTokenRow, BroughtAwardRow, BulkImportRow
from badger.db.rows.records import AuditEventRow, AuditHeadRow, OutboxRow
from badger.db.rows.selective_keys import SelectiveKeyRow
from badger.db.rows.sessions import (
    AgreementRow,
    FeedbackRequestRow,
    FeedbackRow,
    ObservationRow,
    ObservationSessionRow,
    ReflectionRow,
    SelfAssessmentRow,
    SessionCriterionRow,
    SessionObserverRow,
    SessionOpeningRow,
    SessionParticipantRow,
    SituationCriterionRow,
    SituationRow,
)
from badger.db.rows.shares import SharedBadgeRow, ShareOpeningRow, ShareRow
from badger.db.rows.territory import TerritoryKeyRow
from badger.db.rows.trust import TrustListRow
from badger.db.rows.wallet import TokenKeyRow, WalletNonceRow, WalletOfferRow

__all__ = [
    "AccompanimentRow",
    "AchievementAuthorRow",
    "AchievementRow",
    "AchievementVersionRow",
    "AgreementRow",
    "ApiTokenRow",
    "AuditEventRow",
    "AuditHeadRow",
    "BroughtAwardRow",
    "BulkImportRow",
    "CharterRow",
    "CharterSignatureRow",
    "ClosedLetterBoxRow",
    "CollectionItemRow",
    "CollectionRow",
    "ContinuedSessionRow",
    "CredentialRow",
    "CriterionRow",
    "DeviceEventRow",
    "DeviceRow",
    "DirectoryEntryRow",
    "DoorKeyRow",
    "DoorRow",
    "EmailRow",
    "EndorsementRow",
    "ExperienceBadgeRow",
    "ExperienceRow",
    "FeedbackRequestRow",
    "FeedbackRow",
    "FrameworkRow",
    "GroupCodeRow",
    "GroupMemberRow",
    "GroupPartingRow",
    "GuardianConsentRow",
    "HelpContactRow",
    "HoldingCheckRow",
    "HoldingRow",
    "InvitationRow",
    "JourneyRow",
    "JourneyStepRow",
    "LastSeenRow",
    "LoginCodeRow",
    "MailRow",
    "MessageRow",
    "NeedBadgeRow",
    "NeedRow",
    "ObservationRow",
    "ObservationSessionRow",
    "OutboxRow",
    "OutsideIdentityRow",
    "PartnerRow",
    "PasskeyRow",
    "PersonGoalRow",
    "PersonRow",
    "PictureConsentRow",
    "PictureRow",
    "ProposalRow",
    "ReflectionRow",
    "RoleGrantRow",
    "SelectiveKeyRow",
    "SelfAssessmentRow",
    "SessionCriterionRow",
    "SessionObserverRow",
    "SessionOpeningRow",
    "SessionParticipantRow",
    "ShareOpeningRow",
    "ShareRow",
    "SharedBadgeRow",
    "SignInChallengeRow",
    "SignInLinkRow",
    "SignOffRow",
    "SigningKeyRow",
    "SituationCriterionRow",
    "SituationRow",
    "SkillMoveRow",
    "SkillRow",
    "StatusEntryRow",
    "StatusListRow",
    "TerritoryKeyRow",
    "TokenKeyRow",
    "TrainingRow",
    "TrustListRow",
    "WalletNonceRow",
    "WalletOfferRow",
    "WelcomeCardRow",
    "WishedDoorRow",
]
