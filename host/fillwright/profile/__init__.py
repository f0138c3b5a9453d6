"""The person's profile: JSON Resume plus `application`, parsed, checked, watched and kept.

schema, application (structs) → parse (checks, versions) → store (the file, last good one kept), files (uploads) and
versions (what it was before); shelf (several profiles beside each other);
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
from fillwright.profile.shelf import ShelfEntry, create_profile, delete_profile, list_profiles, rename_profile
from fillwright.profile.store import ProfileStore
from fillwright.profile.versions import Version, Versions

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
    "ShelfEntry",
    "Skill",
    "SocialProfile",
    "StoredFile",
    "Story",
    "Unit",
    "Version",
    "Versions",
    "Volunteer",
    "Work",
    "WorkAuthorization",
    "create_profile",
    "delete_profile",
    "harmless_name",
    "list_profiles",
    "parse_profile",
    "passages",
    "private_values",
    "profile_version",
    "rename_profile",
    "sample_profile",
]
