"""The person's profile: JSON Resume plus `application`, parsed, checked, watched and kept.

schema, application (structs) → parse (checks, versions) → store (the file, last good one kept) and files (uploads);
material (what a written answer may draw on); sample (an invented person).
"""

from fillwright.profile.application import (
    Amount,
    Application,
    Eeo,
    Notice,
    Period,
    Salary,
    Story,
    Unit,
    WorkAuthorization,
)
from fillwright.profile.files import MAX_BYTES, ProfileFiles, StoredFile, harmless_name
from fillwright.profile.material import passages, private_values
from fillwright.profile.parse import parse_profile, profile_version
from fillwright.profile.sample import sample_profile
from fillwright.profile.schema import (
    Award,
    Basics,
    Certificate,
    Education,
    Interest,
    Language,
    Location,
    Profile,
    Project,
    Publication,
    Reference,
    Skill,
    SocialProfile,
    Volunteer,
    Work,
)
from fillwright.profile.store import ProfileStore

__all__ = [
    "MAX_BYTES",
    "Amount",
    "Application",
    "Award",
    "Basics",
    "Certificate",
    "Education",
    "Eeo",
    "Interest",
    "Language",
    "Location",
    "Notice",
    "Period",
    "Profile",
    "ProfileFiles",
    "ProfileStore",
    "Project",
    "Publication",
    "Reference",
    "Salary",
    "Skill",
    "SocialProfile",
    "StoredFile",
    "Story",
    "Unit",
    "Volunteer",
    "Work",
    "WorkAuthorization",
    "harmless_name",
    "parse_profile",
    "passages",
    "private_values",
    "profile_version",
    "sample_profile",
]
