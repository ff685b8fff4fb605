"""The kinds of values of the table of classes, each as JSON Schema."""

from badger.json_value import JsonObject, JsonValue

# A map of languages may stand in place of a text: the published schemas say so everywhere.
_LANGUAGE = "^[a-z]{2}(-[A-Z]{2})?$"
_COMPACT_JWS = "^[a-zA-Z0-9_-]+\\.[a-zA-Z0-9_-]*\\.[a-zA-Z0-9_-]+$"
_LANGUAGE_TAG = "^[a-z]{2,4}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$"
_EXTENSION = "(ext:)[a-z|A-Z|0-9|.|-|_]+"
_SECOND_CONTEXT = (
    "^https://purl\\.imsglobal\\.org/spec/ob/v3p0/context(-3\\.[0-9]\\.[0-9])*\\.json$"
)

_ACHIEVEMENT_TYPES = """
    Achievement ApprenticeshipCertificate Assessment Assignment AssociateDegree Award Badge
    BachelorDegree Certificate CertificateOfCompletion Certification CommunityService Competency
    Course CoCurricular Degree Diploma DoctoralDegree Fieldwork GeneralEducationDevelopment
    JourneymanCertificate LearningProgram License Membership ProfessionalDoctorate
    QualityAssuranceCredential MasterCertificate MasterDegree MicroCredential ResearchDoctorate
    SecondarySchoolDiploma
"""
_TARGET_TYPES = """
    ceasn:Competency ceterms:Credential CFItem CFRubric CFRubricCriterion CFRubricCriterionLevel
    CTDL
"""
_IDENTIFIER_TYPES = """
    name sourcedId systemId productId userName accountId emailAddress nationalIdentityNumber isbn
    issn lisSourcedId oneRosterSourcedId sisSourcedId ltiContextId ltiDeploymentId ltiToolId
    ltiPlatformId ltiUserId identifier
"""
_RESULT_TYPES = """
    GradePointAverage LetterGrade Percent PerformanceLevel PredictedScore RawScore Result
    RubricCriterion RubricCriterionLevel RubricScore ScaledScore Status
"""
_STATUSES = "Completed Enrolled Failed InProgress OnHold Provisional Withdrew"


def any_of(*schemas: JsonValue) -> JsonObject:
    """Accept what one of the schemas accepts."""
    return {"anyOf": list(schemas)}


def text(**rules: JsonValue) -> JsonObject:
    """Accept a text that keeps `rules`, or a map from languages to such texts."""
    return any_of(
        {"type": "string", **rules},
        {
            "type": "object",
            "additionalProperties": {"type": "string", **rules},
            "propertyNames": {"pattern": _LANGUAGE},
        },
    )


def _words(listed: str) -> JsonObject:
    return {"type": "string", "enum": list(listed.split())}


def _open_words(listed: str) -> JsonObject:
    """Accept the listed words, and those of an extension, which begin with `ext:`."""
    return any_of(_words(listed), {"type": "string", "pattern": _EXTENSION})


_ANY_CONTEXT: JsonObject = {"type": ["string", "object"]}


def _contexts(first: str) -> JsonObject:
    """Both contexts in their order, or one alone: one alone is refused by `read.py`."""
    return any_of(
        _ANY_CONTEXT,
        {
            "type": "array",
            "minItems": 2,
            "items": [{"enum": [first]}, {"type": "string", "pattern": _SECOND_CONTEXT}],
            "additionalItems": _ANY_CONTEXT,
        },
    )


CONTEXTS = _contexts("https://www.w3.org/ns/credentials/v2")
CONTEXTS_VC_1 = _contexts("https://www.w3.org/2018/credentials/v1")

KIND_SCHEMAS: dict[str, JsonObject] = {
    "String": text(),
    "DateTime": {"type": "string", "format": "date-time"},
    "Date": {"type": "string", "format": "date"},
    "Number": {"type": "number"},
    "Boolean": {"type": "boolean"},
    "LanguageTag": text(pattern=_LANGUAGE_TAG),
    "CompactJws": text(pattern=_COMPACT_JWS),
    "AchievementType": _open_words(_ACHIEVEMENT_TYPES),
    "AlignmentTargetType": _open_words(_TARGET_TYPES),
    "IdentifierType": _open_words(_IDENTIFIER_TYPES),
    "ResultType": _open_words(_RESULT_TYPES),
    "ResultStatus": _words(_STATUSES),
    "IssuerRef": any_of({"$ref": "#/$defs/Profile"}, text()),
}
